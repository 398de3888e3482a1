import { createTestDevice, type TestDevice } from "@sessionkit/testing/app";
import type { Timeline } from "./timeline.ts";

/** What a browser keeps of its bound session, and the limit on its signatures. It outlives a crash, as far as it is on disk. */
export interface KeyChain {
  readonly device: TestDevice;
  /** The session of `device` replaces the one before. */
  replace(device: TestDevice): void;
  canSign(): boolean;
  onSigned(): void;
  /** A crash: the challenge and the count of signatures are lost, and a session that is not on disk yet. */
  restart(): void;
}

/** The limits of Chromium 156: signatures within the milliseconds after the first of them. */
const SIGNATURES = 6;
const WINDOW = 540_000;
/** A session is on disk after this. In milliseconds. */
const WRITE_DELAY = 10_000;

export function createKeyChain(timeline: Timeline): KeyChain {
  let device = createTestDevice();
  let onDisk = device;
  let writtenAt = 0;
  let signatures: readonly number[] = [];
  return {
    get device() {
      return device;
    },
    replace(next) {
      if (timeline.now() >= writtenAt) onDisk = device;
      device = next;
      writtenAt = timeline.now() + WRITE_DELAY;
    },
    canSign() {
      signatures = signatures.filter((at) => at > timeline.now() - WINDOW);
      return signatures.length < SIGNATURES;
    },
    onSigned() {
      signatures = [...signatures, timeline.now()];
    },
    restart() {
      signatures = [];
      if (timeline.now() < writtenAt) device = onDisk;
      device.restart();
    },
  };
}

import { createDevice, type Device } from "./device.ts";
import { createService, type Service, type ServiceOptions } from "./service.ts";

type Outcome = Awaited<ReturnType<Service["sessions"]["resolve"]>>;
type Client = Pick<Device, "request" | "obey">;

interface SignedInBound extends Service {
  readonly device: Device;
  readonly id: string;
  readonly created: Awaited<ReturnType<Service["sessions"]["create"]>>;
  resolve(from?: Client): Promise<Outcome>;
  refresh(from?: Client): Promise<Outcome>;
}

/** Ada signed in in a browser that supports device-bound sessions. @param registers whether it follows the offer */
export async function signedInBound(
  options: ServiceOptions = {},
  alg: "ES256" | "RS256" = "ES256",
  registers = true,
): Promise<SignedInBound> {
  const service = createService({ deviceBound: "offer", ...options });
  const { sessions } = service;
  const device = await createDevice(sessions, alg);
  const created = await sessions.create("ada", { request: device.request() });
  device.obey(created);
  if (registers) await device.register(created);
  const apply = async (from: Client, answer: Promise<Outcome>): Promise<Outcome> => {
    const outcome = await answer;
    from.obey(outcome);
    return outcome;
  };
  return {
    ...service,
    device,
    created,
    id: created.session.id,
    resolve: (from = device) => apply(from, sessions.resolve(from.request())),
    refresh: (from = device) => apply(from, sessions.refresh(from.request({ method: "POST" }))),
  };
}

/** The same after the first proof: from here on, the binding is enforced. */
export async function provenIn(options: ServiceOptions = {}): Promise<SignedInBound> {
  const signed = await signedInBound(options);
  signed.clock.advance("15m");
  signed.device.expire();
  await signed.device.refresh();
  return signed;
}

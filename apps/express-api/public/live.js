/**
 * Opens and closes a WebSocket, and shows its messages.
 *
 * @param {HTMLElement} log
 * @param {HTMLElement} state
 * @param {() => unknown} onEnded called when the server closes the socket because the session has ended
 */
export function watchLive(log, state, onEnded) {
  /** @type {WebSocket | null} */
  let socket = null;

  /** @param {string} text */
  function show(text) {
    const row = document.createElement("p");
    const time = document.createElement("time");
    time.textContent = new Date().toLocaleTimeString();
    row.append(time, ` ${text}`);
    log.prepend(row);
  }

  /** @param {"open" | "closed" | "opening"} text */
  function showState(text) {
    state.textContent = text;
    state.classList.toggle("good", text === "open");
  }

  return {
    open() {
      if (socket) return;
      const opened = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live`);
      socket = opened;
      showState("opening");
      opened.addEventListener("open", () => showState("open"));
      opened.addEventListener("message", ({ data }) => show(sentence(JSON.parse(data))));
      opened.addEventListener("close", ({ code, reason }) => {
        if (socket === opened) {
          socket = null;
          showState("closed");
        }
        show(`closed ${code} ${reason}`);
        if (code === 4401) onEnded();
      });
    },
    close() {
      socket?.close(1000, "signed out");
    },
  };
}

/** @param {{ type: string, session?: string, reason?: string, name?: string, note?: { text: string }, count?: number }} message */
function sentence({ type, session, reason, name, note, count }) {
  const details = [name, session?.slice(0, 6), reason, note?.text, count].filter(Boolean);
  return [type, ...details].join(" · ");
}

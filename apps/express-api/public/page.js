import { watchLive } from "./live.js";

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (at("sign-in"));
const note = /** @type {HTMLFormElement} */ (at("note"));
const live = watchLive(at("log"), at("live-state"), update);

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function call(method, path, body) {
  const json = body && {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, { method, ...json });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(answer.title);
  return answer;
}

/**
 * Runs a task and updates the page. Shows the message of an error.
 *
 * @param {() => Promise<unknown>} task
 */
async function attempt(task) {
  try {
    await task();
    await update();
  } catch (error) {
    showStatus(error instanceof Error ? error.message : String(error), true);
  }
}

/** Loads the session and shows it. */
async function update() {
  const answer = await call("GET", "/api/auth/session");
  const { session, user, reason } = answer;
  form.hidden = session !== null;
  note.hidden = at("signed-in").hidden = session === null;
  if (!session) {
    live.close();
    showStatus(reason === "absent" ? "Not signed in." : `Signed out: ${reason}.`);
    return;
  }
  showStatus(`Signed in as ${user.name}.`);
  at("user").textContent = user.email;
  at("session").textContent = session.id;
  at("ends").textContent = new Date(session.expiresAt).toLocaleString();
  const { sessions } = await call("GET", "/api/auth/sessions");
  at("sessions").replaceChildren(...sessions.map(line));
  live.open();
}

/** @param {{ id: string, current: boolean, device: { label: string }, createdAt: number }} session */
function line({ id, current, device, createdAt }) {
  const row = document.createElement("li");
  const label = document.createElement("span");
  label.textContent = `${device.label}, since ${new Date(createdAt).toLocaleTimeString()}`;
  row.append(label);
  if (current) {
    const pill = document.createElement("span");
    pill.className = "pill good";
    pill.textContent = "current";
    row.append(pill);
    return row;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button danger small";
  button.textContent = "End";
  button.setAttribute("aria-label", `End the session of ${label.textContent}`);
  button.addEventListener("click", () => attempt(() => call("DELETE", `/api/auth/sessions/${id}`)));
  row.append(button);
  return row;
}

/**
 * @param {string} text
 * @param {boolean} [isProblem]
 */
function showStatus(text, isProblem = false) {
  at("status").textContent = text;
  at("status").classList.toggle("problem", isProblem);
}

function fillPassword() {
  const select = /** @type {HTMLSelectElement} */ (at("email"));
  const password = /** @type {HTMLInputElement} */ (at("password"));
  password.value = select.selectedOptions[0]?.dataset.password ?? "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const body = {
    email: data.get("email"),
    password: data.get("password"),
    remember: data.has("remember"),
  };
  void attempt(() => call("POST", "/sign-in", body));
});
note.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = new FormData(note).get("text");
  void attempt(() => call("POST", "/notes", { text }));
  note.reset();
});
at("email").addEventListener("change", fillPassword);
at("refresh").addEventListener("click", () => attempt(() => call("POST", "/api/auth/refresh")));
at("others").addEventListener(
  "click",
  () => void attempt(() => call("POST", "/api/auth/logout?scope=others")),
);
at("sign-out").addEventListener("click", () => attempt(() => call("POST", "/api/auth/logout")));
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling?.textContent ?? "");
    at("copied").textContent = "";
    at("copied").textContent = "Copied.";
    const label = button.firstChild;
    if (!label) return;
    label.textContent = "Copied";
    setTimeout(() => {
      label.textContent = "Copy";
    }, 1500);
  });
}

fillPassword();
void attempt(update);

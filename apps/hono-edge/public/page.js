/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const formAt = (id) => /** @type {HTMLFormElement} */ (at(id));
const email = /** @type {HTMLSelectElement} */ (at("email"));
const password = /** @type {HTMLInputElement} */ (at("password"));

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 */
async function call(method, path, body, headers) {
  const response = await fetch(path, {
    method,
    headers: { ...(body ? { "content-type": "application/json" } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.title ?? answer.code), answer);
  return answer;
}

/**
 * @param {string} id
 * @param {string} text
 * @param {boolean} [isProblem]
 */
function showStatus(id, text, isProblem = false) {
  at(id).textContent = text;
  at(id).classList.toggle("problem", isProblem);
}

/**
 * Runs a task when a form is submitted or a button is clicked. Shows the message of an error.
 *
 * @param {string} id of a form or a button
 * @param {(form: FormData) => Promise<unknown>} task
 */
function on(id, task) {
  const element = at(id);
  const isForm = element instanceof HTMLFormElement;
  element.addEventListener(isForm ? "submit" : "click", async (event) => {
    event.preventDefault();
    try {
      await task(isForm ? new FormData(element) : new FormData());
    } catch (error) {
      showStatus("status", error instanceof Error ? error.message : String(error), true);
    }
  });
}

/** Loads the session and shows it. */
async function update() {
  const { session, user, reason } = await call("GET", "/api/auth/session");
  formAt("sign-in").hidden = session !== null;
  at("signed-in").hidden = at("active").hidden = session === null;
  formAt("confirm").hidden = true;
  if (!session) {
    showStatus("status", reason === "absent" ? "Not signed in." : `Signed out: ${reason}.`);
    return;
  }
  showStatus("status", `Signed in as ${user.name}.`);
  at("user").textContent = user.id;
  at("session").textContent = session.id;
  at("ends").textContent = new Date(session.expiresAt).toLocaleString();
  const { sessions } = await call("GET", "/api/auth/sessions");
  at("sessions").replaceChildren(...sessions.map(line));
}

/** @param {{ id: string, current: boolean, device: { label: string }, createdAt: number }} session */
function line({ id, current, device, createdAt }) {
  const row = document.createElement("li");
  const label = document.createElement("span");
  label.textContent = `${device.label}, since ${new Date(createdAt).toLocaleTimeString()}${current ? " (current)" : ""}`;
  row.append(label);
  if (current) return row;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.id = `end-${id}`;
  button.textContent = "End";
  button.setAttribute("aria-label", `End the session of ${label.textContent}`);
  button.addEventListener("click", async () => {
    await call("DELETE", `/api/auth/sessions/${id}`);
    await update();
  });
  row.append(button);
  return row;
}

async function openVault() {
  try {
    showStatus("status", `The vault contains: ${(await call("GET", "/vault")).word}.`);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== "session_not_fresh") throw error;
    formAt("confirm").hidden = false;
    formAt("confirm").querySelector("input")?.focus();
  }
}

on("sign-in", async (form) => {
  await call("POST", "/sign-in", {
    email: form.get("email"),
    password: form.get("password"),
    remember: form.has("remember"),
  });
  await update();
});
on("sign-out", async () => {
  await call("POST", "/api/auth/logout");
  await update();
});
on("others", async () => {
  await call("POST", "/api/auth/logout?scope=others");
  await update();
});
on("vault", openVault);
on("confirm", async (form) => {
  await call("POST", "/confirm", { password: form.get("password") });
  await update();
  await openVault();
});
on("partner", async (form) => {
  const authorization = `Bearer ${String(form.get("token")).trim()}`;
  try {
    const { user, session } = await call("GET", "/partner/me", undefined, { authorization });
    showStatus("partner-answer", `User ${user}, session ${session}.`);
  } catch (error) {
    const { message, reason } = /** @type {Error & { reason?: string }} */ (error);
    showStatus("partner-answer", `${message} (${reason ?? "no reason"})`, true);
  }
});

for (const user of await call("GET", "/demo-users.json")) {
  const option = document.createElement("option");
  option.value = user.email;
  option.textContent = `${user.name} · ${user.email}`;
  option.dataset.password = user.password;
  email.append(option);
}
const fill = () => {
  password.value = email.selectedOptions[0]?.dataset.password ?? "";
};
email.addEventListener("change", fill);
fill();
await update();

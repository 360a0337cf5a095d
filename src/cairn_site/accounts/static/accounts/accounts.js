// Passkeys and security keys, and the time zone of a new account. No inline script, no eval.
const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)).buffer;
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function withBytes(options) {
  const ready = { ...options, challenge: decode(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: decode(options.user.id) };
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    if (options[name]) ready[name] = options[name].map((item) => ({ ...item, id: decode(item.id) }));
  }
  return ready;
}

function asJson(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: encode(response.clientDataJSON) };
  if (response.attestationObject) {
    answer.attestationObject = encode(response.attestationObject);
    answer.transports = response.getTransports?.() ?? [];
  } else {
    answer.authenticatorData = encode(response.authenticatorData);
    answer.signature = encode(response.signature);
    answer.userHandle = response.userHandle ? encode(response.userHandle) : null;
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: encode(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function optionsFor(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The options could not be read: ${answer.status}`);
  return answer.json();
}

async function create(form) {
  const { publicKey } = (await optionsFor(form)).creation_options;
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: withBytes(publicKey) });
}

async function get(form) {
  const { publicKey } = (await optionsFor(form)).request_options;
  return navigator.credentials.get({ publicKey: withBytes(publicKey) });
}

function say(form, key) {
  const place = document.querySelector(form.dataset.says);
  if (!place) return;
  place.hidden = false;
  place.querySelector("[data-text]").textContent = form.dataset[key];
}

const forms = [...document.querySelectorAll("form[data-passkey]")];
for (const form of forms) {
  const shown = document.querySelectorAll(`[form="${form.id}"], form#${form.id} [data-needs-passkeys]`);
  if (!window.PublicKeyCredential) {
    say(form, "sayUnsupported");
    continue;
  }
  for (const element of shown) element.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = await (form.dataset.passkey === "create" ? create(form) : get(form));
      form.credential.value = JSON.stringify(asJson(credential));
      form.submit();
    } catch (error) {
      console.warn(error);
      say(form, error.name === "InvalidStateError" ? "sayKnown" : "sayFailed");
    }
  });
}

for (const field of document.querySelectorAll("[data-time-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

document.querySelector(".side [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

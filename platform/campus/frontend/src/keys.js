// Keys and passkeys: ask the browser for one, put what it says into the form, send it.
// data-key="create" or "get" stands on the button; what to ask for is on the page (#js_data) or, for
// a passkey at signing in, behind the form's own address.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const named = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

const ask = {
  create({ creation_options: { publicKey } }, form) {
    const alone = form.elements.passwordless?.checked ?? false;
    const chosen = {
      residentKey: alone ? 'required' : 'discouraged',
      requireResidentKey: alone,
      ...(alone && { userVerification: 'required' }),
    };
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: named(publicKey.excludeCredentials),
        authenticatorSelection: { ...publicKey.authenticatorSelection, ...chosen },
      },
    });
  },
  get({ request_options: { publicKey } }) {
    return navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: named(publicKey.allowCredentials),
      },
    });
  },
};

async function options(form) {
  const here = document.getElementById('js_data');
  if (here) return JSON.parse(here.textContent);
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function written(credential) {
  const { response } = credential;
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
  const said = parts.filter((name) => response[name]).map((name) => [name, text(response[name])]);
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response: { ...Object.fromEntries(said), transports: response.getTransports?.() ?? [] },
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

for (const button of document.querySelectorAll('[data-key]')) {
  const { form } = button;
  const failed = form.querySelector('[data-key-failed]');
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const credential = await ask[button.dataset.key](await options(form), form);
      form.elements.credential.value = written(credential);
      form.submit();
    } catch {
      failed.hidden = false; // turned down, timed out, no such key: the browser has said which
    }
  });
}

// Has the browser make or give a passkey, and sends its answer with the form. Without this the form
// is sent without an answer, and the page says what else works.
export function passkey(form) {
  const credential = form.elements.namedItem("credential");
  form.querySelector("[data-passkey-without]").hidden = true;
  const trouble = form.querySelector("[data-passkey-trouble]");
  const options = () => JSON.parse(form.dataset.passkeyOptions);
  const ask = () => (form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options()) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options()) }));

  // So that no passkey is made that the service then refuses.
  const isBlank = () => Array.from(form.querySelectorAll("input[type=text]")).some((it) => !it.value.trim());

  form.addEventListener("submit", async (event) => {
    if (isBlank()) return;
    event.preventDefault();
    trouble.hidden = true;
    try {
      credential.value = JSON.stringify((await ask()).toJSON());
    } catch {
      trouble.hidden = false;
      return;
    }
    form.submit();
  });
}

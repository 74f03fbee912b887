// Passkeys: a form with data-passkey asks the device before it is sent. "create" and "get" carry their options in
// data-options; "login" fetches them when it is asked, since every visit to the log-in page would begin a ceremony.
type Json = Record<string, any>;

const bytes = (text: string): ArrayBuffer => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer;
};

const text = (buffer: ArrayBuffer | null): string | undefined =>
  buffer === null ? undefined
    : btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (list: Json[] | undefined): Json[] => (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));

async function create(options: Json, alone: boolean): Promise<Json> {
  const asked = options.publicKey;
  const made = (await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: named(asked.excludeCredentials),
      authenticatorSelection: {
        ...asked.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        ...(alone ? { userVerification: "required" } : {}),
      },
    },
  } as CredentialCreationOptions)) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAttestationResponse;
  return {
    ...common(made),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      attestationObject: text(answer.attestationObject),
      transports: answer.getTransports?.() ?? [],
    },
  };
}

async function get(options: Json): Promise<Json> {
  const asked = options.publicKey;
  const shown = (await navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) },
  } as CredentialRequestOptions)) as PublicKeyCredential;
  const answer = shown.response as AuthenticatorAssertionResponse;
  return {
    ...common(shown),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      authenticatorData: text(answer.authenticatorData),
      signature: text(answer.signature),
      userHandle: text(answer.userHandle),
    },
  };
}

const common = (key: PublicKeyCredential): Json => ({
  id: key.id, rawId: text(key.rawId), type: key.type,
  authenticatorAttachment: key.authenticatorAttachment ?? undefined,
  clientExtensionResults: key.getClientExtensionResults(),
});

async function ceremony(form: HTMLFormElement): Promise<Json> {
  if (form.dataset.passkey === "create") {
    const alone = form.querySelector<HTMLInputElement>("[name=passwordless]")?.checked ?? false;
    return create(JSON.parse(form.dataset.options ?? "{}"), alone);
  }
  if (form.dataset.passkey === "get") return get(JSON.parse(form.dataset.options ?? "{}"));
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return get((await answer.json()).request_options);
}

function listen(form: HTMLFormElement): void {
  // Without the device's part of it the button would lead nowhere: it shows only where passkeys are known.
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
    if (failed) failed.hidden = true;
    try {
      const answer = await ceremony(form);
      form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(answer);
      form.submit();
    } catch {
      if (failed) failed.hidden = false;
    }
  });
}

export function startPasskeys(): void {
  if (!("PublicKeyCredential" in window)) return;
  document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach(listen);
}

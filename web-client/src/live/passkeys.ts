// Passkeys in the browser: the server's questions as authenticators take them, and their answers as JSON.
// Browsers learn to do this by themselves; until all have, it is written out here.

/** Whether this page may use passkeys; they are bound to one address. */
export const passkeysWork = (at: string | undefined): boolean =>
  at === location.origin && 'PublicKeyCredential' in window;

/** Asks for a new passkey; nothing when there was none, or it was declined. */
export async function newPasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<unknown> {
  return given(() =>
    navigator.credentials.create({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialCreationOptions),
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: (options.excludeCredentials ?? []).map(({ id }) => ({
          type: 'public-key',
          id: bytes(id),
        })),
      },
    }),
  );
}

/** Asks for a passkey that is there already. */
export async function passkey(options: PublicKeyCredentialRequestOptionsJSON): Promise<unknown> {
  return given(() =>
    navigator.credentials.get({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialRequestOptions),
        challenge: bytes(options.challenge),
        allowCredentials: [],
      },
    }),
  );
}

async function given(ask: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await ask();
    return credential ? asJson(credential as PublicKeyCredential) : undefined;
  } catch {
    // Declined, too late, or known to this authenticator already: browsers do not tell which, for good reasons.
    return undefined;
  }
}

function asJson(credential: PublicKeyCredential): unknown {
  const { response } = credential;
  const said: Record<string, unknown> = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said['attestationObject'] = text(response.attestationObject);
    said['transports'] = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    said['authenticatorData'] = text(response.authenticatorData);
    said['signature'] = text(response.signature);
    said['userHandle'] = response.userHandle ? text(response.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: {},
  };
}

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function text(buffer: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

import { call } from '../../client/call.ts';
import { Refusal } from '../../client/refusal.ts';

/** Whether this browser knows passkeys. */
export const passkeysKnown = typeof window !== 'undefined' && 'PublicKeyCredential' in window;

type Json = Record<string, unknown>;
type StartInput<F extends (...input: never[]) => unknown> = Parameters<F>[0];

/** Asks for a passkey and signs in with it. Resolves to undefined when the person closed the prompt. */
export async function signInWithPasskey() {
  const [{ startAuthentication }, { challengeId, options }] = await Promise.all([
    import('@simplewebauthn/browser'),
    call('passkeySignInOptions'),
  ]);
  const optionsJSON = options as unknown as StartInput<typeof startAuthentication>['optionsJSON'];
  const response = await orUndefined(startAuthentication({ optionsJSON }));
  if (!response) return undefined;
  return call('passkeySignIn', { body: { challengeId, response: response as unknown as Json } });
}

/** Makes a passkey for the account signed in. Resolves to undefined when the person closed the prompt. */
export async function makePasskey(name: string) {
  const [{ startRegistration }, { challengeId, options }] = await Promise.all([
    import('@simplewebauthn/browser'),
    call('passkeyOptions'),
  ]);
  const optionsJSON = options as unknown as StartInput<typeof startRegistration>['optionsJSON'];
  const response = await orUndefined(startRegistration({ optionsJSON }));
  if (!response) return undefined;
  return call('addPasskey', { body: { challengeId, name, response: response as unknown as Json } });
}

async function orUndefined<T>(prompt: Promise<T>): Promise<T | undefined> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return undefined;
    throw new Refusal('passkey_not_accepted', 0);
  }
}

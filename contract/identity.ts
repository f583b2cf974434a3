import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { organisationKinds, positions } from './permissions.ts';
import { practiceInformation } from './practices.ts';
import {
  emailAddress,
  id,
  instant,
  language,
  line,
  linkToken,
  password,
  theme,
  timeZone,
  toothNotation,
} from './shapes.ts';

export const account = z.object({
  id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  language,
  timeZone,
  toothNotation,
  theme,
  instanceAdministrator: z.boolean(),
});
export type Account = z.infer<typeof account>;

/** One organisation that the account may open: an entry of the switcher. */
export const context = z.object({
  organisationId: id,
  kind: z.enum(organisationKinds),
  name: z.string(),
  groupId: id.nullable(),
  groupName: z.string().nullable(),
  logoVersion: z.string().nullable(),
  city: z.string(),
  positions: z.array(z.enum(positions)),
  /** The page the role opens in; see roleDefaults in permissions.ts. */
  landing: z.string(),
  /** A second factor must be set up before this organisation opens. */
  secondFactorMissing: z.boolean(),
  may: z.array(z.string()),
});
export type Context = z.infer<typeof context>;

export const me = z.object({
  account,
  contexts: z.array(context),
  waitingInvitations: z.number().int(),
  /** Set while the address is being changed. */
  pendingEmail: z.string().nullable(),
  secondFactor: z.boolean(),
  /** The session runs on a shared workstation of this practice. */
  workstation: z.object({ practiceId: id, practiceName: z.string(), idleMinutes: z.number().int() }).nullable(),
  /** What the account may do on the instance itself. */
  may: z.array(z.string()),
});
export type Me = z.infer<typeof me>;

export const viewMe = endpoint({
  name: 'viewMe',
  method: 'GET',
  path: '/api/me',
  summary: 'The account signed in, and where it may go',
  access: 'signed_in',
  unrecorded: 'own account',
  reply: me,
  refusals: [],
});

export const editProfile = endpoint({
  name: 'editProfile',
  method: 'PATCH',
  path: '/api/me',
  summary: 'Changes one’s own profile',
  access: 'signed_in',
  body: z
    .object({
      firstName: line(80),
      lastName: line(80),
      language,
      timeZone,
      toothNotation,
      theme,
    })
    .partial(),
  reply: account,
  refusals: [],
});

// First set-up

export const lookUpSetUp = endpoint({
  name: 'lookUpSetUp',
  method: 'POST',
  path: '/api/set-up/look-up',
  summary: 'Whether a set-up link is good',
  access: 'public',
  unrecorded: 'nothing of anybody',
  pace: 'guarded',
  body: z.object({ token: linkToken }),
  refusals: ['link_invalid', 'set_up_done'],
});

export const setUp = endpoint({
  name: 'setUp',
  method: 'POST',
  path: '/api/set-up',
  summary: 'First set-up: the instance administrator, the first group and its first practice',
  access: 'public',
  pace: 'guarded',
  body: z.object({
    token: linkToken,
    administrator: z.object({
      email: emailAddress,
      password,
      firstName: line(80),
      lastName: line(80),
      language,
      timeZone,
    }),
    groupName: line(120),
    practice: practiceInformation,
  }),
  reply: z.object({ groupId: id, practiceId: id }),
  refusals: ['link_invalid', 'set_up_done', 'password_too_common'],
});

// Signing in and out

const signedIn = z.object({ next: z.enum(['done', 'second_factor']) });

export const signInOptions = endpoint({
  name: 'signInOptions',
  method: 'GET',
  path: '/api/sign-in',
  summary: 'Which ways of signing in there are; the workstation this browser is, if any',
  access: 'public',
  unrecorded: 'nothing of anybody',
  reply: z.object({
    oidc: z.object({ label: z.string() }).nullable(),
    workstation: z
      .object({
        practiceName: z.string(),
        people: z.array(z.object({ accountId: id, name: z.string() })),
      })
      .nullable(),
    setUpNeeded: z.boolean(),
  }),
  refusals: [],
});

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Signs in with address and password; failed attempts make the next wait longer',
  access: 'public',
  pace: 'guarded',
  body: z.object({ email: emailAddress, password: z.string().max(128) }),
  reply: signedIn,
  refusals: ['wrong_credentials', 'wait_before_retry'],
});

export const signInSecondFactor = endpoint({
  name: 'signInSecondFactor',
  method: 'POST',
  path: '/api/sign-in/second-factor',
  summary: 'Completes a sign-in with a code of the authenticator app or a recovery code',
  access: 'public',
  pace: 'guarded',
  body: z.object({ code: z.string().trim().min(6).max(24) }),
  reply: signedIn,
  refusals: ['wrong_code', 'wait_before_retry'],
});

/** WebAuthn's own JSON shapes, checked by the WebAuthn library. */
const webauthn = z.record(z.string(), z.unknown());

export const passkeySignInOptions = endpoint({
  name: 'passkeySignInOptions',
  method: 'POST',
  path: '/api/sign-in/passkey/options',
  summary: 'A challenge for signing in with a passkey',
  access: 'public',
  unrecorded: 'nothing of anybody',
  pace: 'guarded',
  reply: z.object({ challengeId: id, options: webauthn }),
  refusals: [],
});

export const passkeySignIn = endpoint({
  name: 'passkeySignIn',
  method: 'POST',
  path: '/api/sign-in/passkey',
  summary: 'Signs in with a passkey, which counts as a second factor too',
  access: 'public',
  pace: 'guarded',
  body: z.object({ challengeId: id, response: webauthn }),
  reply: signedIn,
  refusals: ['passkey_not_accepted'],
});

export const startOidc = endpoint({
  name: 'startOidc',
  method: 'POST',
  path: '/api/sign-in/oidc',
  summary: 'Where to send the browser for signing in at the configured OpenID provider',
  access: 'public',
  unrecorded: 'nothing of anybody',
  pace: 'guarded',
  reply: z.object({ url: z.string() }),
  refusals: ['oidc_not_configured', 'oidc_failed'],
});

export const finishOidc = endpoint({
  name: 'finishOidc',
  method: 'POST',
  path: '/api/sign-in/oidc/finish',
  summary: 'Completes the sign-in with what the OpenID provider sent back in the page’s address',
  access: 'public',
  pace: 'guarded',
  body: z.object({ query: z.string().max(4000) }),
  reply: signedIn,
  refusals: ['oidc_not_configured', 'oidc_no_account', 'oidc_failed'],
});

export const signOut = endpoint({
  name: 'signOut',
  method: 'POST',
  path: '/api/sign-out',
  summary: 'Ends the session',
  access: 'public',
  refusals: [],
});

// Password and address

export const requestPasswordReset = endpoint({
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/api/password-resets',
  summary: 'Sends a reset link if the address has an account; answers the same either way',
  access: 'public',
  pace: 'guarded',
  body: z.object({ email: emailAddress }),
  refusals: [],
});

export const resetPassword = endpoint({
  name: 'resetPassword',
  method: 'POST',
  path: '/api/password-resets/complete',
  summary: 'Sets a new password with a reset link and ends all sessions',
  access: 'public',
  pace: 'guarded',
  body: z.object({ token: linkToken, password }),
  refusals: ['link_invalid', 'link_used', 'link_expired', 'password_too_common'],
});

export const changePassword = endpoint({
  name: 'changePassword',
  method: 'PUT',
  path: '/api/me/password',
  summary: 'Changes the password and ends the other sessions',
  access: 'signed_in',
  pace: 'guarded',
  body: z.object({ current: z.string().max(128), password }),
  refusals: ['wrong_password', 'wait_before_retry', 'password_too_common'],
});

export const requestEmailChange = endpoint({
  name: 'requestEmailChange',
  method: 'POST',
  path: '/api/me/email-change',
  summary:
    'Asks for another address: confirmed from the new one, and from the old one or after 72 hours without objection',
  access: 'signed_in',
  pace: 'guarded',
  body: z.object({ email: emailAddress, password: z.string().max(128) }),
  refusals: ['wrong_password', 'wait_before_retry'],
});

export const cancelEmailChange = endpoint({
  name: 'cancelEmailChange',
  method: 'DELETE',
  path: '/api/me/email-change',
  summary: 'Takes a pending change of address back',
  access: 'signed_in',
  refusals: [],
});

export const answerEmailChange = endpoint({
  name: 'answerEmailChange',
  method: 'POST',
  path: '/api/email-changes/answer',
  summary: 'Confirms or objects to a change of address, by a link sent to the new or the old address',
  access: 'public',
  pace: 'guarded',
  body: z.object({ token: linkToken, answer: z.enum(['confirm', 'object']) }),
  reply: z.object({
    state: z.enum(['changed', 'waiting_for_new', 'waiting_for_old', 'objected']),
    effectiveAt: instant.nullable(),
  }),
  refusals: ['link_invalid', 'link_used', 'link_expired', 'address_in_use'],
});

// Sessions

export const session = z.object({
  id,
  startedAt: instant,
  lastSeenAt: instant,
  /** Browser and system in words, e.g. "Firefox on Windows". */
  device: z.string(),
  from: z.string(),
  current: z.boolean(),
  workstation: z.string().nullable(),
});

export const listSessions = endpoint({
  name: 'listSessions',
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'Where one is signed in',
  access: 'signed_in',
  unrecorded: 'own account',
  reply: z.object({ sessions: z.array(session) }),
  refusals: [],
});

export const endSession = endpoint({
  name: 'endSession',
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  summary: 'Signs out one of one’s own sessions',
  access: 'signed_in',
  params: z.object({ sessionId: id }),
  refusals: [],
});

export const endOtherSessions = endpoint({
  name: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/me/sessions',
  summary: 'Signs out everywhere but here',
  access: 'signed_in',
  refusals: [],
});

// Second factors

export const listFactors = endpoint({
  name: 'listFactors',
  method: 'GET',
  path: '/api/me/factors',
  summary: 'One’s passkeys, authenticator app, recovery codes and PIN',
  access: 'signed_in',
  unrecorded: 'own account',
  reply: z.object({
    passkeys: z.array(z.object({ id, name: z.string(), createdAt: instant, lastUsedAt: instant.nullable() })),
    totp: z.boolean(),
    recoveryCodesLeft: z.number().int(),
    pin: z.boolean(),
    password: z.boolean(),
  }),
  refusals: [],
});

export const passkeyOptions = endpoint({
  name: 'passkeyOptions',
  method: 'POST',
  path: '/api/me/passkeys/options',
  summary: 'A challenge for making a passkey',
  access: 'signed_in',
  unrecorded: 'own account',
  reply: z.object({ challengeId: id, options: webauthn }),
  refusals: [],
});

export const addPasskey = endpoint({
  name: 'addPasskey',
  method: 'POST',
  path: '/api/me/passkeys',
  summary: 'Registers a passkey',
  access: 'signed_in',
  body: z.object({ challengeId: id, name: line(60), response: webauthn }),
  reply: z.object({ id }),
  refusals: ['passkey_not_accepted'],
});

export const renamePasskey = endpoint({
  name: 'renamePasskey',
  method: 'PATCH',
  path: '/api/me/passkeys/:passkeyId',
  summary: 'Renames a passkey',
  access: 'signed_in',
  params: z.object({ passkeyId: id }),
  body: z.object({ name: line(60) }),
  refusals: [],
});

export const removePasskey = endpoint({
  name: 'removePasskey',
  method: 'DELETE',
  path: '/api/me/passkeys/:passkeyId',
  summary: 'Removes a passkey',
  access: 'signed_in',
  params: z.object({ passkeyId: id }),
  refusals: [],
});

export const beginTotp = endpoint({
  name: 'beginTotp',
  method: 'POST',
  path: '/api/me/totp',
  summary: 'A new secret for an authenticator app; counts once confirmed',
  access: 'signed_in',
  pace: 'guarded',
  body: z.object({ password: z.string().max(128) }),
  reply: z.object({ secret: z.string(), uri: z.string() }),
  refusals: ['second_factor_already_on', 'wrong_password', 'wait_before_retry'],
});

export const confirmTotp = endpoint({
  name: 'confirmTotp',
  method: 'POST',
  path: '/api/me/totp/confirm',
  summary: 'Confirms the authenticator app with its first code and gives the recovery codes, shown once',
  access: 'signed_in',
  pace: 'guarded',
  body: z.object({
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/),
  }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
  refusals: ['second_factor_already_on', 'second_factor_off', 'wrong_code', 'wait_before_retry'],
});

export const removeTotp = endpoint({
  name: 'removeTotp',
  method: 'POST',
  path: '/api/me/totp/remove',
  summary: 'Removes the authenticator app and the recovery codes',
  access: 'signed_in',
  pace: 'guarded',
  body: z.object({ password: z.string().max(128) }),
  refusals: ['second_factor_off', 'wrong_password', 'wait_before_retry'],
});

export const renewRecoveryCodes = endpoint({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/api/me/recovery-codes',
  summary: 'Makes new recovery codes; the former ones stop',
  access: 'signed_in',
  pace: 'guarded',
  body: z.object({ password: z.string().max(128) }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
  refusals: ['second_factor_off', 'wrong_password', 'wait_before_retry'],
});

// Shared workstation

export const setPin = endpoint({
  name: 'setPin',
  method: 'PUT',
  path: '/api/me/pin',
  summary: 'Sets the PIN for changing person at a shared workstation',
  access: 'signed_in',
  pace: 'guarded',
  body: z.object({ pin: z.string().regex(/^\d{6,12}$/), password: z.string().max(128) }),
  refusals: ['wrong_password', 'wait_before_retry', 'pin_too_simple'],
});

export const removePin = endpoint({
  name: 'removePin',
  method: 'DELETE',
  path: '/api/me/pin',
  summary: 'Removes the PIN',
  access: 'signed_in',
  refusals: [],
});

export const workstation = z.object({
  id,
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  here: z.boolean(),
});

export const listWorkstations = endpoint({
  name: 'listWorkstations',
  method: 'GET',
  path: '/api/practices/:practiceId/workstations',
  summary: 'The shared workstations of a practice',
  access: 'security_settings.see',
  params: z.object({ practiceId: id }),
  reply: z.object({ workstations: z.array(workstation) }),
  refusals: [],
});

export const makeWorkstation = endpoint({
  name: 'makeWorkstation',
  method: 'POST',
  path: '/api/practices/:practiceId/workstations',
  summary: 'Makes this browser a shared workstation of the practice',
  access: 'security_settings.edit',
  params: z.object({ practiceId: id }),
  body: z.object({ name: line(60) }),
  reply: workstation,
  refusals: [],
});

export const removeWorkstation = endpoint({
  name: 'removeWorkstation',
  method: 'DELETE',
  path: '/api/practices/:practiceId/workstations/:workstationId',
  summary: 'Makes a shared workstation an ordinary browser again; its sessions end',
  access: 'security_settings.edit',
  params: z.object({ practiceId: id, workstationId: id }),
  refusals: [],
});

export const lockWorkstation = endpoint({
  name: 'lockWorkstation',
  method: 'POST',
  path: '/api/workstation/lock',
  summary: 'Locks the shared workstation',
  access: 'signed_in',
  refusals: ['not_a_workstation'],
});

export const switchPerson = endpoint({
  name: 'switchPerson',
  method: 'POST',
  path: '/api/workstation/switch',
  summary: 'Changes person at a shared workstation by PIN (by passkey: passkeySignIn)',
  access: 'public',
  pace: 'guarded',
  body: z.object({ accountId: id, pin: z.string().regex(/^\d{6,12}$/) }),
  reply: signedIn,
  refusals: ['not_a_workstation', 'wrong_credentials', 'wait_before_retry'],
});

import { type Route, route } from '#access/route.ts';
import * as endpoints from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { addPasskey } from './add-passkey.ts';
import { answerEmailChange } from './answer-email-change.ts';
import { beginTotp } from './begin-totp.ts';
import { cancelEmailChange } from './cancel-email-change.ts';
import { changePassword } from './change-password.ts';
import { confirmTotp } from './confirm-totp.ts';
import { editProfile } from './edit-profile.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { finishOidc } from './finish-oidc.ts';
import { listFactors } from './list-factors.ts';
import { listSessions } from './list-sessions.ts';
import { listWorkstations } from './list-workstations.ts';
import { lockWorkstation } from './lock-workstation.ts';
import { makeWorkstation } from './make-workstation.ts';
import { passkeyOptions } from './passkey-options.ts';
import { passkeySignIn } from './passkey-sign-in.ts';
import { passkeySignInOptions } from './passkey-sign-in-options.ts';
import { removePasskey } from './remove-passkey.ts';
import { removePin } from './remove-pin.ts';
import { removeTotp } from './remove-totp.ts';
import { removeWorkstation } from './remove-workstation.ts';
import { renamePasskey } from './rename-passkey.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { requestEmailChange } from './request-email-change.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { setPin } from './set-pin.ts';
import { lookUpSetUp } from './set-up-link.ts';
import { signIn } from './sign-in.ts';
import { signInOptions } from './sign-in-options.ts';
import { signInSecondFactor } from './sign-in-second-factor.ts';
import { signOut } from './sign-out.ts';
import { startOidc } from './start-oidc.ts';
import { switchPerson } from './switch-person.ts';

/** Every endpoint of accounts and signing in; viewMe and setUp are the team module's, for they need organisations. */
export function identityRoutes(platform: Platform): Route[] {
  return [
    route(endpoints.editProfile, editProfile),
    route(endpoints.lookUpSetUp, lookUpSetUp),
    route(endpoints.signInOptions, (call) => signInOptions(platform, call)),
    route(endpoints.signIn, (call) => signIn(platform, call)),
    route(endpoints.signInSecondFactor, (call) => signInSecondFactor(platform, call)),
    route(endpoints.passkeySignInOptions, (call) => passkeySignInOptions(platform, call)),
    route(endpoints.passkeySignIn, (call) => passkeySignIn(platform, call)),
    route(endpoints.startOidc, (call) => startOidc(platform, call)),
    route(endpoints.finishOidc, (call) => finishOidc(platform, call)),
    route(endpoints.signOut, (call) => signOut(platform, call)),
    route(endpoints.requestPasswordReset, (call) => requestPasswordReset(platform, call)),
    route(endpoints.resetPassword, (call) => resetPassword(platform, call)),
    route(endpoints.changePassword, (call) => changePassword(platform, call)),
    route(endpoints.requestEmailChange, (call) => requestEmailChange(platform, call)),
    route(endpoints.cancelEmailChange, cancelEmailChange),
    route(endpoints.answerEmailChange, (call) => answerEmailChange(platform, call)),
    route(endpoints.listSessions, listSessions),
    route(endpoints.endSession, (call) => endSession(platform, call)),
    route(endpoints.endOtherSessions, endOtherSessions),
    route(endpoints.listFactors, listFactors),
    route(endpoints.passkeyOptions, (call) => passkeyOptions(platform, call)),
    route(endpoints.addPasskey, (call) => addPasskey(platform, call)),
    route(endpoints.renamePasskey, renamePasskey),
    route(endpoints.removePasskey, (call) => removePasskey(platform, call)),
    route(endpoints.beginTotp, (call) => beginTotp(platform, call)),
    route(endpoints.confirmTotp, (call) => confirmTotp(platform, call)),
    route(endpoints.removeTotp, (call) => removeTotp(platform, call)),
    route(endpoints.renewRecoveryCodes, (call) => renewRecoveryCodes(platform, call)),
    route(endpoints.setPin, (call) => setPin(platform, call)),
    route(endpoints.removePin, removePin),
    route(endpoints.listWorkstations, (call) => listWorkstations(platform, call)),
    route(endpoints.makeWorkstation, (call) => makeWorkstation(platform, call)),
    route(endpoints.removeWorkstation, (call) => removeWorkstation(platform, call)),
    route(endpoints.lockWorkstation, lockWorkstation),
    route(endpoints.switchPerson, (call) => switchPerson(platform, call)),
  ];
}

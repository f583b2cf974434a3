/** A shared workstation locks once nobody has used it for the minutes that its practice set; the server decides, not the browser. */
export function isLocked(session: {
  locked: boolean;
  onWorkstation: boolean;
  idleSeconds: number;
  idleMinutesAllowed: number | null;
}): boolean {
  if (session.locked) return true;
  return (
    session.onWorkstation &&
    session.idleMinutesAllowed !== null &&
    session.idleSeconds > session.idleMinutesAllowed * 60
  );
}

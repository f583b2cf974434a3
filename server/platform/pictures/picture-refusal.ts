/** Why a picture can't be used. `too_heavy`: it took more time or memory than one file may. */
export const pictureReasons = [
  'not_a_picture',
  'unreadable',
  'truncated',
  'too_many_pixels',
  'no_pixels',
  'unsupported_transfer_syntax',
  'too_heavy',
] as const;
export type PictureReason = (typeof pictureReasons)[number];

/** Thrown where a file is refused; becomes a value before it leaves the child process. */
export class PictureRefusal extends Error {
  readonly reason: PictureReason;

  constructor(reason: PictureReason) {
    super(reason);
    this.reason = reason;
  }
}

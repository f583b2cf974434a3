import type { SetupComment } from '#contract/setup-comments.ts';
import type { Tooth } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';

/** A comment being written; kept while other panels are open. */
export type CommentDraft = {
  writing: boolean;
  text: string;
  audience: SetupComment['audience'];
  tooth: Tooth | null;
  point: Vector | null;
  /** Where the point was chosen; otherwise the stage shown counts. */
  stage: number | null;
  /** It is about a stage, not about the setup as a whole. */
  pinStage: boolean;
  /** Made once for each comment, so that sending twice writes once. */
  clientId: string;
};

export const emptyDraft = (): CommentDraft => ({
  writing: false,
  text: '',
  audience: 'internal',
  tooth: null,
  point: null,
  stage: null,
  pinStage: true,
  clientId: crypto.randomUUID(),
});

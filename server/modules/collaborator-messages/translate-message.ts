import { AfterCommit, type Answer, type Call } from '#access/route.ts';
import type * as contract from '#contract/translation.ts';
import type { TranslationEngine } from '#contract/translation.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { refuse } from '#platform/refusal.ts';
import { TranslationProblem } from '#platform/translation/translator.ts';
import type { Translators } from '#platform/translation/translators.ts';
import { messageOf } from './store.ts';

type View = typeof contract.viewTranslation;
type Translate = typeof contract.translateMessage;

async function engineOf(tx: Tx, caseId: string): Promise<TranslationEngine> {
  const [row] = await tx.query<{ engine: TranslationEngine | null }>('select translation_of($1) as engine', [caseId]);
  return row?.engine ?? 'none';
}

/** What a reader is offered. An engine that can't be reached offers nothing just now. */
export const viewTranslation =
  (translators: Translators) =>
  async ({ tx, scope }: Call<View>): Promise<Answer<View>> => {
    const engine = await engineOf(tx, scope.caseId);
    if (engine === 'browser') return { engine, languages: [] };
    const translator = translators.of(engine);
    if (!translator) return { engine: 'none', languages: [] };
    return new AfterCommit(async () => ({ engine, languages: await translator.languages().catch(() => []) }));
  };

/** The text goes to the engine of the case's practice, and to no other; nothing of what comes back is kept. */
export const translateMessage =
  (translators: Translators) =>
  async (call: Call<Translate>): Promise<Answer<Translate>> => {
    const { tx, scope, params, body } = call;
    const [engine, message] = await Promise.all([engineOf(tx, scope.caseId), messageOf(tx, scope, params.messageId)]);
    if (!message || message.body === '') return refuse('not_found');
    const translator = translators.of(engine);
    if (!translator) return refuse('translation_off');
    call.audit({
      changes: [
        { field: 'message', after: message.id },
        { field: 'engine', after: engine },
      ],
    });
    const given = { text: message.body, to: body.to, guess: message.language };
    return new AfterCommit(async () => {
      try {
        return { ...(await translator.translate(given)), to: body.to, engine };
      } catch (error) {
        if (error instanceof TranslationProblem) return refuse(error.reason);
        throw error;
      }
    });
  };

import type { Actor } from '#access/actor.ts';
import type { Answer, Call } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import { gives } from '#contract/permissions.ts';
import type * as contract from '#contract/translation.ts';
import type { TranslationEngine, TranslationSetting } from '#contract/translation.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import type { Translators } from '#platform/translation/translators.ts';

type View = typeof contract.viewTranslationSetting;
type Choose = typeof contract.chooseTranslation;

async function chosenEngine(tx: Tx, scope: OrganisationScope): Promise<TranslationEngine | undefined> {
  const [row] = await tx.query<{ engine: TranslationEngine }>(
    'select translation_engine as engine from practices where id = $1',
    [scope.organisationId],
  );
  return row?.engine;
}

const shown = (engine: TranslationEngine, translators: Translators, actor: Actor): TranslationSetting => ({
  engine,
  offered: [...translators.offered],
  may: actor.positions.some((each) => gives(each, 'practice_information.edit')) ? ['choose'] : [],
});

export const viewTranslationSetting =
  (translators: Translators) =>
  async ({ tx, scope, actor }: Call<View>): Promise<Answer<View>> => {
    const engine = await chosenEngine(tx, scope);
    return engine ? shown(engine, translators, actor) : refuse('not_found');
  };

export const chooseTranslation =
  (translators: Translators) =>
  async (call: Call<Choose>): Promise<Answer<Choose>> => {
    const { tx, scope, actor, body } = call;
    const before = await chosenEngine(tx, scope);
    if (!before) return refuse('not_found');
    if (!translators.offered.includes(body.engine)) return refuse('engine_not_configured');
    await tx.query('update practices set translation_engine = $2 where id = $1', [scope.organisationId, body.engine]);
    call.audit({
      subject: { kind: 'practice', id: scope.organisationId },
      changes: [{ field: 'translation', before, after: body.engine }],
    });
    await announce(tx, { kind: 'practice_changed', organisationId: scope.organisationId });
    return shown(body.engine, translators, actor);
  };

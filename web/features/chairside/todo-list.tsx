import { Checkbox, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import classes from './chairside.module.css';
import { usePlanWords } from './plan-words.ts';
import type { VisitDraft } from './use-visit.ts';

/** What is due by then, all ticked: whoever did less takes a tick away. */
export function TodoList({ card, visit }: { card: ChairsideCard; visit: VisitDraft }) {
  const { t } = useTranslation('chairside');
  const words = usePlanWords();
  const { due, stages } = visit;
  const mayRecord = card.may.includes('record');
  return (
    <section className={classes.panel} aria-labelledby="chairside-todo">
      <Title order={2} id="chairside-todo" className={classes.panelTitle}>
        {t('todo')}
      </Title>
      <div className={classes.scroll}>
        {due.length === 0 && <Text c="dimmed">{t(card.setup.nothingBeside ? 'nothing_beside' : 'todo_none')}</Text>}
        {(['ipr', 'place', 'remove'] as const).map((kind) => {
          const items = due.filter((each) => each.kind === kind);
          if (items.length === 0) return null;
          return (
            <fieldset key={kind} className={classes.group}>
              <legend>{t(`kinds.${kind}`)}</legend>
              <div className={classes.checks}>
                {items.map((each) => (
                  <Checkbox
                    key={each.id}
                    size="md"
                    className={classes.check}
                    checked={visit.isDone(each.id)}
                    disabled={!mayRecord}
                    onChange={() => visit.toggle(each.id)}
                    label={
                      <>
                        {words.procedure(each)}
                        {each.stage < stages.from && (
                          <Text span size="sm" className={classes.warning}>
                            {' '}
                            ({t('late', { stage: String(each.stage) })})
                          </Text>
                        )}
                      </>
                    }
                  />
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
    </section>
  );
}

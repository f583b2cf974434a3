import { ActionIcon, Button, Tabs, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import { usePlace } from '../../app/place.tsx';
import { useMe } from '../../app/session.ts';
import { IconX } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { useSetupPlan } from '../../viewer/setup/index.ts';
import { MovementPanel, type PanelProps, StageOverview, TreatmentPlanPanel } from '../../viewer/setup/panels/index.ts';
import { MessagesPanel } from '../collaborator-messages/index.ts';
import { CommentsPanel, type CommentsProps } from './comments-panel.tsx';
import { CompareTab } from './compare-tab.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { type Side, sides } from './review-search.ts';
import { sourceOf } from './setup-source.ts';
import classes from './setups.module.css';
import type { Compared } from './use-compared.ts';
import type { ReviewView } from './use-review-view.ts';

/** Wide enough for a column beside the viewer; otherwise the panels are a sheet at the bottom. */
const beside = '(min-width: 64em), (min-width: 48em) and (orientation: landscape)';

// Comments and filters change more often than what these tell.
const Movement = memo(MovementPanel);
const Overview = memo(StageOverview);
const Treatment = memo(TreatmentPlanPanel);

type Props = {
  review: SetupReview;
  view: ReviewView;
  stage: number;
  /** Always the same function. */
  change: (next: Partial<ReviewView>) => void;
  compared: Compared;
  comments: Omit<CommentsProps, 'review' | 'stage' | 'opened' | 'teeth' | 'selectedTooth'>;
};

/** Everything about the version in panels: a column, or on a phone a sheet that opens over the lower half. */
export function SidePanel({ review, view, stage, change, compared, comments }: Props) {
  const { t } = useTranslation(['setups', 'words']);
  const { account } = useMe();
  const inLaboratory = usePlace().kind === 'laboratory';
  const wide = useMediaQuery(beside, undefined, { getInitialValueInEffect: false });
  const [raised, setRaised] = useState(view.tab !== 'facts');
  const source = useMemo(() => sourceOf(review.case.id, review.setup.id), [review.case.id, review.setup.id]);
  const { plan, state, again } = useSetupPlan(source);
  const { writing } = comments.draft;
  useEffect(() => {
    if (writing || view.comment) setRaised(true);
  }, [writing, view.comment]);
  // Out of the way while a place is being chosen.
  const open = wide || (raised && !comments.picking);
  const [onStage, onSelectTooth] = useMemo(
    () => [(next: number) => change({ stage: next }), (tooth: ReviewView['tooth']) => change({ tooth })],
    [change],
  );
  const panel: PanelProps | null = plan && {
    label: t('review.version', { version: review.setup.version }),
    plan,
    treatment: review.treatment,
    stage,
    onStage,
    selectedTooth: view.tooth,
    onSelectTooth,
    notation: account.toothNotation,
    compareWith: compared.toTell,
  };
  const bar = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever tab is open comes into sight
  useEffect(() => {
    bar.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view.tab, open]);
  const unresolved = comments.read.data?.comments.filter(({ resolvedAt }) => resolvedAt === null).length ?? 0;
  const waiting =
    state === 'failed' ? (
      <Notice tone="bad">
        {t('review.plan_failed')}{' '}
        <button type="button" className={classes.inline} onClick={again}>
          {t('words:try_again')}
        </button>
      </Notice>
    ) : (
      <LoadingRows rows={5} />
    );
  return (
    <aside className={classes.side} data-open={open || undefined} aria-label={t('review.side')}>
      <Tabs
        value={open ? view.tab : null}
        onChange={(tab) => {
          setRaised(true);
          if (tab) change({ tab: tab as Side });
        }}
        keepMounted={false}
        className={classes.tabs}
      >
        <div className={classes.tabBar} ref={bar}>
          <Tabs.List className={classes.tabList}>
            {sides.filter(shownTo(inLaboratory)).map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`review.tabs.${each}`)}
                {each === 'comments' && unresolved > 0 && <span className={classes.count}>{unresolved}</span>}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {!wide && comments.picking && (
            <Button size="compact-sm" variant="default" onClick={comments.onPick}>
              {t('comments.cancel_pick')}
            </Button>
          )}
          {open && !wide && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('review.close_side')}
              onClick={() => setRaised(false)}
            >
              <IconX size={18} />
            </ActionIcon>
          )}
        </div>
        {open && (
          <Tabs.Panel value={view.tab} className={classes.panel} key={view.tab}>
            {view.tab === 'facts' && <FactsPanel review={review} />}
            {view.tab === 'movement' &&
              (panel ? (
                <>
                  <Movement {...panel} />
                  {panel.plan.teeth.length > 0 && (
                    <>
                      <Title order={2} size="h5" mt="xl" mb="sm">
                        {t('review.overview')}
                      </Title>
                      <Overview {...panel} />
                    </>
                  )}
                </>
              ) : (
                waiting
              ))}
            {view.tab === 'plan' && (panel ? <Treatment {...panel} /> : waiting)}
            {view.tab === 'compare' && (
              <CompareTab
                review={review}
                compared={compared}
                panel={panel}
                onCompare={(version) => change({ compare: version })}
              />
            )}
            {view.tab === 'messages' && !inLaboratory && <MessagesPanel caseId={review.case.id} fills />}
            {view.tab === 'comments' && (
              <CommentsPanel
                review={review}
                stage={stage}
                opened={view.comment}
                selectedTooth={view.tooth}
                teeth={plan?.teeth.map(({ tooth }) => tooth) ?? []}
                {...comments}
              />
            )}
          </Tabs.Panel>
        )}
      </Tabs>
    </aside>
  );
}

/** What provider side and collaborators write to each other, no laboratory reads. */
const shownTo = (inLaboratory: boolean) => (side: Side) => side !== 'messages' || !inLaboratory;

import { Button, Checkbox, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import { type CaseRecord, type Slot, type SlotGroup, severalAllowed, slots } from '#contract/records.ts';
import { IconTriangles } from '../../design/icons.ts';
import { Section } from '../../design/section.tsx';
import classes from './records.module.css';
import { Tile, type TileActs } from './tile.tsx';
import type { Item } from './upload-queue.ts';

type Props = {
  group: SlotGroup;
  order: Order;
  records: readonly CaseRecord[];
  items: readonly Item[];
  acts: Omit<TileActs, 'add'>;
  mode: 'draft' | 'case' | 'laboratory';
  chosen: string | null;
  take: ((slot: Slot, files: File[]) => void) | undefined;
  /** Notes that an impression goes by post. */
  post: () => void;
};

/** One kind of record with its slots. */
export function RecordsSection({ group, order, records, items, acts, mode, chosen, take, post }: Props) {
  const { t } = useTranslation('records');
  const asked = (slot: Slot) => order.requirements[slot] !== 'not_asked';
  const inGroup = (slots[group] as readonly Slot[]).filter((slot) => slot !== 'impression');
  const tiles = inGroup.flatMap((slot) => tilesOf(slot, records, items));
  // Who can't add anything needn't see what isn't there, but for what the laboratory asked for.
  const shown = tiles.filter(({ slot, record, item }) => record || item || (asked(slot) && (take || mode === 'draft')));
  const models = records.filter(({ slot, state }) => slot.startsWith('model_') && state === 'ready');
  return (
    <Section
      title={t(`groups.${group}`)}
      description={take && t(`hints.${group as 'models' | 'photos' | 'xrays' | 'files'}`)}
      actions={
        group === 'models' &&
        models.length > 1 && (
          <Button variant="default" leftSection={<IconTriangles size={18} />} onClick={() => acts.open(models[0]!)}>
            {t('view_together')}
          </Button>
        )
      }
    >
      {shown.length > 0 ? (
        <ul className={classes.tiles}>
          {shown.map(({ key, slot, record, item }) => (
            <Tile
              key={key}
              {...{ slot, record, item }}
              caseId={order.caseId}
              need={order.requirements[slot]}
              chosen={record !== undefined && record.id === chosen}
              acts={{ ...acts, add: take && addable(slot, record) ? (files) => take(slot, files) : undefined }}
            />
          ))}
        </ul>
      ) : (
        <Text c="dimmed">{t('nothing')}</Text>
      )}
      {group === 'models' && asked('impression') && (
        <Impression {...{ records, acts, take, post }} caseId={order.caseId} />
      )}
    </Section>
  );
}

function addable(slot: Slot, record: CaseRecord | undefined): boolean {
  return !record || severalAllowed.includes(slot) || record.may.includes('replace') || record.may.includes('remove');
}

type TileOf = { key: string; slot: Slot; record?: CaseRecord | undefined; item?: Item | undefined };

/** A slot for one record is one tile; a slot for several has one for each, and one more to add to. */
function tilesOf(slot: Slot, records: readonly CaseRecord[], items: readonly Item[]): TileOf[] {
  const here = records.filter((record) => record.slot === slot);
  const coming = items.filter((item) => item.slot === slot);
  if (!severalAllowed.includes(slot)) return [{ key: slot, slot, record: here[0], item: coming[0] }];
  const announced = new Set(here.map(({ id }) => id));
  return [
    ...here.map((record) => ({
      key: record.id,
      slot,
      record,
      item: coming.find((item) => item.recordId === record.id),
    })),
    ...coming
      .filter(({ recordId }) => recordId === null || !announced.has(recordId))
      .map((item) => ({ key: `item-${item.key}`, slot, item })),
    { key: `${slot}-more`, slot },
  ];
}

type ImpressionProps = Pick<Props, 'records' | 'take' | 'post'> & { acts: Omit<TileActs, 'add'>; caseId: string };

/** An impression has no file: it is announced, and the laboratory notes when it arrived. */
function Impression({ records, acts, take, post, caseId }: ImpressionProps) {
  const { t } = useTranslation('records');
  const record = records.find(({ slot }) => slot === 'impression');
  if (record && record.may.length > 0 && !record.may.includes('remove'))
    return (
      <ul className={classes.tiles} style={{ marginTop: 16 }}>
        <Tile slot="impression" record={record} caseId={caseId} acts={{ ...acts, add: undefined }} />
      </ul>
    );
  if (!record && !take) return null;
  return (
    <div className={classes.post}>
      <Checkbox
        label={t('impression')}
        description={record?.state === 'received' ? t('received') : t('impression_hint')}
        checked={record !== undefined}
        disabled={record ? !record.may.includes('remove') : !take}
        onChange={() => (record ? acts.remove(record) : post())}
      />
    </div>
  );
}

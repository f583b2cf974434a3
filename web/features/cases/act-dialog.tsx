import { Modal, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderEvent } from '#contract/order-life.ts';
import type phrases from '#phrases/en/cases.json';
import type { EndpointName, ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';
import { ApproveDialog } from '../setups/approve-dialog.tsx';
import { DeclineDialog } from '../setups/decline-dialog.tsx';
import { staleByDecision } from '../setups/stale-by-decision.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { DeliverDialog } from './deliver-dialog.tsx';
import { ShipFields, type Shipping } from './ship-fields.tsx';

/** An event of an order's life, or something that the laboratory settles beside it. */
export type CaseAct = OrderEvent | 'promise' | 'assign' | 'name_manufacturer';

type Props = {
  act: CaseAct;
  view: ReplyTo<'viewOrder'>;
  subject: ReplyTo<'viewCase'>;
  /** It went through. */
  onDone?: () => void;
  onClose: () => void;
};

type EventEndpoint = Extract<
  EndpointName,
  | 'confirmOrder'
  | 'sendBackOrder'
  | 'acceptOrder'
  | 'askForRecords'
  | 'rejectRecords'
  | 'sendRecords'
  | 'refuseOrder'
  | 'withdrawSetup'
  | 'takeBackDecline'
  | 'takeBackApproval'
  | 'beginManufacturing'
  | 'shipOrder'
  | 'confirmDelivery'
  | 'completeOrder'
  | 'holdOrder'
  | 'resumeOrder'
  | 'cancelOrder'
  | 'askToCancel'
  | 'consentToCancel'
  | 'refuseToCancel'
  | 'closeOrder'
  | 'promiseDate'
>;

const endpoints: Record<
  Exclude<CaseAct, 'submit' | 'deliver_setup' | 'approve' | 'decline' | 'assign' | 'name_manufacturer'>,
  EventEndpoint
> = {
  confirm: 'confirmOrder',
  send_back: 'sendBackOrder',
  accept: 'acceptOrder',
  ask_for_records: 'askForRecords',
  reject_records: 'rejectRecords',
  send_records: 'sendRecords',
  refuse: 'refuseOrder',
  withdraw_setup: 'withdrawSetup',
  take_back_decline: 'takeBackDecline',
  take_back_approval: 'takeBackApproval',
  begin_manufacturing: 'beginManufacturing',
  ship: 'shipOrder',
  confirm_delivery: 'confirmDelivery',
  complete: 'completeOrder',
  hold: 'holdOrder',
  resume: 'resumeOrder',
  cancel: 'cancelOrder',
  ask_to_cancel: 'askToCancel',
  consent_to_cancel: 'consentToCancel',
  refuse_to_cancel: 'refuseToCancel',
  close: 'closeOrder',
  promise: 'promiseDate',
};

const needsReason: readonly CaseAct[] = [
  'send_back',
  'ask_for_records',
  'refuse',
  'withdraw_setup',
  'take_back_decline',
  'take_back_approval',
  'hold',
  'cancel',
  'ask_to_cancel',
  'refuse_to_cancel',
  'close',
];
const dangerous: readonly CaseAct[] = ['refuse', 'cancel', 'close', 'withdraw_setup', 'consent_to_cancel'];

/** Asks for what an act needs, says what will follow, and does it. */
export function ActDialog(props: Props) {
  if (props.act === 'deliver_setup') return <DeliverDialog view={props.view} onClose={props.onClose} />;
  if (props.act === 'assign' || props.act === 'name_manufacturer')
    return <AssignDialog what={props.act} order={props.view.order} onClose={props.onClose} />;
  if (props.act === 'approve' || props.act === 'decline') return <DecideDialog {...props} act={props.act} />;
  if (props.act === 'submit') return null;
  return <EventDialog {...props} act={props.act} />;
}

function DecideDialog({ act, view, onDone, onClose }: Props & { act: 'approve' | 'decline' }) {
  const { order } = view;
  // What was opened stays what is decided on, whatever is delivered meanwhile.
  const [seen] = useState(() => view.setups.find((each) => each.decision === null && each.withdrawnAt === null)?.id);
  const setup = view.setups.find(({ id }) => id === seen);
  if (!setup) return null;
  const about = { caseId: order.caseId, setup, laboratory: order.laboratory?.name ?? null, onClose };
  return act === 'approve' ? (
    <ApproveDialog {...about} order={order} {...(onDone && { onDone })} />
  ) : (
    <DeclineDialog {...about} orderId={order.id} {...(onDone && { onDone })} />
  );
}

function EventDialog({ act, view, onDone, onClose }: Props & { act: keyof typeof endpoints }) {
  const { t } = useTranslation(['cases', 'words']);
  const { order, setups } = view;
  const open = setups.find((setup) => setup.decision === null && setup.withdrawnAt === null);
  const [reason, setReason] = useState('');
  const [promisedOn, setPromisedOn] = useState(act === 'promise' ? (order.promisedOn ?? '') : '');
  const [shipping, setShipping] = useState<Shipping>({
    carrier: '',
    trackingNumber: '',
    arch: null,
    fromStage: null,
    toStage: null,
    note: '',
  });
  const run = useActing(endpoints[act], {
    stale: [...staleByDecision, 'listRecords'],
    onDone: () => {
      onDone?.();
      notifyDone(t('act.done'));
      onClose();
    },
  });
  const asksReason = needsReason.includes(act);
  const title = act === 'promise' ? t('act.promise') : t(`events.${act}`);
  const note = t(`act.texts.${act as keyof typeof phrases.act.texts}`, { defaultValue: '' });

  function body(): unknown {
    if (act === 'accept' || act === 'promise') return { promisedOn: promisedOn || null };
    if (act === 'withdraw_setup') return { version: open?.version, reason };
    if (act === 'ship') return shipping;
    return asksReason ? { reason } : {};
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const input = { params: { caseId: order.caseId, orderId: order.id }, body: body() };
    run.mutate(input as Parameters<typeof run.mutate>[0]);
  }
  const complete = (!asksReason || reason.trim() !== '') && (act !== 'ship' || shipping.carrier.trim() !== '');

  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': t('words:close') }}>
      <form onSubmit={submit}>
        <Fields>
          {note && <Text>{note}</Text>}
          {(act === 'accept' || act === 'promise') && (
            <TextField
              type="date"
              label={t('act.promised')}
              value={promisedOn}
              onChange={(event) => setPromisedOn(event.currentTarget.value)}
            />
          )}
          {act === 'ship' && <ShipFields value={shipping} onChange={setShipping} />}
          {asksReason && (
            <Textarea
              label={t('act.reason')}
              required
              autosize
              minRows={3}
              maxLength={2000}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Fields>
        <ErrorNotice error={run.error} mt="md" />
        <FormActions
          submit={title}
          busy={run.isPending}
          disabled={!complete}
          danger={dangerous.includes(act)}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}

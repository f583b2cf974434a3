import PostalMime from 'postal-mime';

/** What a mail server reports about a letter it took: given up, or still trying. */
export type DeliveryReport = { verdict: 'failed' | 'delayed'; reason: string };

/** Reads a delivery status notification (RFC 3464). Undefined for any other mail, e.g. an out-of-office reply. */
export async function readDeliveryReport(message: Buffer): Promise<DeliveryReport | undefined> {
  const mail = await PostalMime.parse(message, { attachmentEncoding: 'utf8' });
  const status = mail.attachments.find((part) => part.mimeType === 'message/delivery-status');
  if (!status || typeof status.content !== 'string') return undefined;
  const fields = fieldsOf(status.content);
  const verdict = fields.get('action')?.toLowerCase();
  if (verdict !== 'failed' && verdict !== 'delayed') return undefined;
  const reason = fields.get('diagnostic-code')?.replace(/^smtp;\s*/i, '') || fields.get('status') || verdict;
  return { verdict, reason: reason.replace(/\s+/g, ' ').slice(0, 300) };
}

function fieldsOf(text: string): Map<string, string> {
  const unfolded = text.replace(/\r?\n[ \t]+/g, ' ');
  return new Map(
    [...unfolded.matchAll(/^([A-Za-z-]+):[ \t]*(.*?)\r?$/gm)].map(([, name, value]) => [name!.toLowerCase(), value!]),
  );
}

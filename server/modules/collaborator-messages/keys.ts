export const attachmentsPrefix = 'attachments/';

/** Identifiers begin with the time they were made at, so the end spreads them over folders. */
export const bucketOf = (attachmentId: string): string => `${attachmentsPrefix}${attachmentId.slice(-2)}/`;

export const folderOf = (attachmentId: string): string => `${bucketOf(attachmentId)}${attachmentId}/`;

export const keyOf = (attachmentId: string): string => `${folderOf(attachmentId)}file`;

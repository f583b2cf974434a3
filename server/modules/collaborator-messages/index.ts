import { type Route, readRoute, route } from '#access/route.ts';
import * as contract from '#contract/collaborator-messages.ts';
import * as translation from '#contract/translation.ts';
import type { Platform } from '#platform/platform.ts';
import { makeTranslators } from '#platform/translation/translators.ts';
import type { Module } from '../module.ts';
import { addMessageAttachment, removeMessageAttachment, viewMessageAttachment } from './attachments.ts';
import { lazyPictures } from './check-file.ts';
import { tidyAttachments } from './clean-up.ts';
import { readMessages } from './read-messages.ts';
import { translateMessage, viewTranslation } from './translate-message.ts';
import { chooseTranslation, viewTranslationSetting } from './translation-setting.ts';
import { editMessage, markRead, writeMessage } from './write-message.ts';

/** The thread of a case between provider side and its collaborators: messages, attachments, what is unread, translation on demand. */
export function collaboratorMessagesModule(platform: Platform): Module {
  const pictures = lazyPictures();
  const translators = makeTranslators(platform.config.translation);
  const routes: Route[] = [
    readRoute(contract.readCollaboratorMessages, readMessages),
    route(contract.writeCollaboratorMessage, writeMessage),
    route(contract.editCollaboratorMessage, editMessage),
    route(contract.markCollaboratorMessagesRead, markRead),
    route(contract.addMessageAttachment, addMessageAttachment(platform, pictures)),
    route(contract.removeMessageAttachment, removeMessageAttachment),
    route(contract.viewMessageAttachment, viewMessageAttachment(platform)),
    route(translation.viewTranslation, viewTranslation(translators)),
    route(translation.translateMessage, translateMessage(translators)),
    route(translation.viewTranslationSetting, viewTranslationSetting(translators)),
    route(translation.chooseTranslation, chooseTranslation(translators)),
  ];
  return {
    routes,
    recurring: [{ name: 'tidy attachments', everyMs: 60 * 60_000, run: () => tidyAttachments(platform) }],
    stop: () => pictures.close(),
  };
}

import { type Route, readRoute, route } from '#access/route.ts';
import * as contract from '#contract/setup-comments.ts';
import { addSetupComment, replyToSetupComment } from './add-comment.ts';
import { editSetupComment, resolveSetupComment } from './change-comment.ts';
import { listSetupComments } from './list-comments.ts';

export const setupCommentsRoutes: Route[] = [
  readRoute(contract.listSetupComments, listSetupComments),
  route(contract.addSetupComment, addSetupComment),
  route(contract.replyToSetupComment, replyToSetupComment),
  route(contract.editSetupComment, editSetupComment),
  route(contract.resolveSetupComment, resolveSetupComment),
];

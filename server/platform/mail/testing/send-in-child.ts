// Sends one letter in a process of its own, so that a test can kill it: node send-in-child.ts <worker url> <smtp url> <letter id>
import { connect } from '#platform/database/connect.ts';
import { letterBook } from '../letter-template.ts';
import { createMail } from '../mail.ts';
import { sample, sampleSettings } from './sample-letter.ts';

const [workerUrl, smtpUrl, letterId] = process.argv.slice(2) as [string, string, string];
const database = connect({ appUrl: workerUrl, workerUrl, now: () => new Date() });
const mail = createMail({ settings: { ...sampleSettings, smtpUrl }, book: letterBook({ sample }) });
await database.worker.transaction((tx) => mail.send(tx, database.worker, letterId));
mail.close();
await database.close();

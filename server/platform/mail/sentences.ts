export { type Say, sentences } from '../phrases.ts';

export { MessagesPanel } from './messages-panel.tsx';
export { TranslationSetting } from './translation-setting.tsx';

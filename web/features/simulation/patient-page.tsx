import type { ReactNode } from 'react';
import { LanguageChoice } from '../../app/language-choice.tsx';
import classes from './simulation.module.css';

/** A page for a patient: the practice's name above, languages below, nothing else of Midline. */
export function PatientPage({ head, children }: { head?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.page}>
      {head && <header className={classes.head}>{head}</header>}
      <main className={classes.main}>{children}</main>
      <footer className={classes.foot}>
        <LanguageChoice />
      </footer>
    </div>
  );
}

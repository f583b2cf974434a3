/** What collaborators and providers write to each other; each in their own language. */
export const said = {
  toService: 'Bitte prüfen Sie vor allem den Tiefbiss: die unteren Schneidezähne sollen nicht weiter nach vorn.',
  fromService: 'Is a reduction of up to 0.3 mm between 33 and 43 acceptable, or should we plan with expansion only?',
  evaluated:
    'Checked against your instructions: the lower incisors stay within 1 mm. I would slow down 23 between stages 6 and 10.',
  ready: 'All movements are within our limits now. Ready from our side.',
  pushedBack: 'Ab Schritt 9 steht der Überbiss noch zu tief. Bitte die Bite Ramps noch einmal prüfen.',
  declined:
    'The rotation of 12 is not finished at stage 12. Please overcorrect by 5° and move the attachment to the mesial half.',
  toMentor: 'Liebe Frau Solberg, reicht der Platz für 23, oder würden Sie doch zwei Prämolaren entfernen?',
  fromMentor:
    'The space is enough if the molars are distalised first. Please watch the gingiva at 24, it is thin there.',
  thanks: 'Danke, dann bleiben wir ohne Extraktion.',
  fromAssistant: 'Der Scan des Unterkiefers war verzogen, ich habe die Abformung heute noch einmal losgeschickt.',
  toColleague: 'Karim, schaust du bitte auf die Torsion der oberen Schneidezähne? Ich bin mir bei 12 nicht sicher.',
  fromColleague:
    'Le torque de 12 me paraît juste. Je surveillerais plutôt la 24 : la racine est proche de la corticale.',
  prepared: 'Alles ausgefüllt, die Abformung ist in der Post. Bitte nur noch die Verschreibung ansehen und absenden.',
  finished: 'Beautiful result, congratulations. May I show the pictures in my course, without names?',
} as const;

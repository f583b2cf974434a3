import type { TreatmentApproach } from '#contract/prescriptions.ts';
import type { Tooth } from '#contract/teeth.ts';

export type Spoken = 'de' | 'fr';

/** What people of the demo write, by the language of their practice. */
export const words: Record<
  Spoken,
  Record<
    | 'complaints'
    | 'instructions'
    | 'questions'
    | 'answers'
    | 'declines'
    | 'deliveries'
    | 'changes'
    | 'stageNotes'
    | 'stageNotesAgain'
    | 'records'
    | 'rejections'
    | 'holds'
    | 'cancels',
    readonly string[]
  >
> = {
  de: {
    complaints: [
      'Engstand in der Front',
      'Lücke zwischen den oberen Schneidezähnen',
      'Rezidiv nach früherer Behandlung',
      'Tiefbiss, Abrieb an den unteren Schneidezähnen',
      'Eckzahn oben rechts steht außen',
      'Schiefe Mittellinie, stört beim Lächeln',
    ],
    instructions: [
      'Bitte keine Attachments auf 12 und 22 vor Schritt 4.',
      'Patientin spielt Querflöte: wenn möglich ohne Attachments an den Schneidezähnen.',
      'Zahn 46 ist eine Implantatkrone und darf nicht bewegt werden.',
      '',
      '',
    ],
    questions: [
      'Ist die Lücke bei 15 zu schließen oder für ein Implantat offen zu halten?',
      'Im Scan fehlt der distale Anteil von 37. Reicht er so?',
      'Soll die Mittellinie oben der unteren folgen?',
      'Darf zwischen 33 und 43 bis 0,4 mm approximal reduziert werden?',
    ],
    answers: [
      'Bitte offen halten, 7 mm.',
      'Ja, 37 wird nicht mitbehandelt.',
      'Nein, die obere bitte zur Gesichtsmitte.',
      'Ja, aber nicht mehr als 0,3 mm je Kontakt.',
    ],
    declines: [
      'Bitte weniger Expansion im Oberkiefer und die Rotation von 12 um 5° überkorrigieren.',
      'Die Torsion von 23 reicht nicht, und bitte vier Schritte weniger.',
      'Bitte ohne Reduktion im Unterkiefer planen.',
    ],
    deliveries: [
      'Expansion im Seitenzahnbereich zuerst, dann werden die Frontzähne eingereiht.',
      'Bitte die Attachments in Schritt 2 setzen und den Sitz vor Schritt 3 prüfen.',
      '',
    ],
    changes: [
      'Wie gewünscht: weniger Expansion, 12 um 5° überkorrigiert, mit Attachment ab Schritt 5, ohne Reduktion unten.',
    ],
    stageNotes: ['Eingewöhnung: 22 Stunden am Tag, Kauhilfe mitgeben.', 'Pflegehinweise mitgeben.'],
    stageNotesAgain: ['Attachment an 12 kommt erst in Schritt 5 hinzu.'],
    records: [
      'Bitte noch eine Panoramaaufnahme, nicht älter als ein Jahr.',
      'Wir brauchen einen Bissscan in habitueller Interkuspidation.',
      'Bitte ein Foto der rechten Seite ohne Wangenhalter im Bild.',
    ],
    rejections: ['Unscharf: die Zahnhälse sind nicht zu erkennen.', 'Der Kiefer ist abgeschnitten, 17 und 27 fehlen.'],
    holds: [
      'Patientin bis Monatsende im Ausland.',
      'Füllung an 36 wird zuerst erneuert.',
      'Kostenzusage der Versicherung steht aus.',
    ],
    cancels: ['Patient hat sich gegen die Behandlung entschieden.', 'Doppelt angelegt.'],
  },
  fr: {
    complaints: [
      'Encombrement incisif inférieur',
      'Diastème médian supérieur',
      'Récidive après un premier traitement',
      'Supraclusion avec usure des incisives',
      'Canine supérieure gauche vestibulée',
    ],
    instructions: [
      'Pas de taquets sur 11 et 21 avant l’étape 5, s’il vous plaît.',
      'La 36 est une couronne sur implant : ne pas déplacer.',
      '',
      '',
    ],
    questions: [
      'Faut-il fermer l’espace en 25 ou le conserver pour un implant ?',
      'L’arcade inférieure est coupée derrière 36 : cela suffit-il ?',
      'Peut-on réduire de 0,3 mm entre 41 et 42 ?',
    ],
    answers: ['Conservez 7 mm, s’il vous plaît.', 'Oui, la 37 n’est pas traitée.', 'Oui, sans dépasser 0,3 mm.'],
    declines: [
      'Moins d’expansion au maxillaire, et surcorriger la rotation de 12 de 5°.',
      'Le torque de 23 est insuffisant.',
    ],
    deliveries: [
      'Expansion des secteurs latéraux d’abord, puis alignement des incisives.',
      'Poser les taquets à l’étape 2 et vérifier leur tenue avant l’étape 3.',
      '',
    ],
    changes: ['Comme demandé : moins d’expansion, 12 surcorrigée de 5°, sans réduction en bas.'],
    stageNotes: ['Port de 22 heures par jour, remettre les mordillons.'],
    stageNotesAgain: ['Le taquet sur 12 n’est posé qu’à l’étape 5.'],
    records: ['Merci d’ajouter une radiographie panoramique de moins d’un an.', 'Il nous faut un scan de l’occlusion.'],
    rejections: ['Floue : les collets ne se distinguent pas.'],
    holds: ['Patiente à l’étranger jusqu’à la fin du mois.', 'Soin de la 16 à terminer d’abord.'],
    cancels: ['Le patient renonce au traitement.'],
  },
};

/** A complete treatment approach; a few kinds in turn. */
export function approachOf(of: number): TreatmentApproach {
  const maintained = of % 3 !== 0;
  return {
    dentition: 'permanent',
    crowding: { upper: { expand: 'as_needed', procline: 'as_needed' }, lower: { reduceAnterior: 'as_needed' } },
    ...(of % 4 === 1 ? { spacing: { closure: 'close_all' as const } } : {}),
    overjet: maintained ? 'maintain' : 'decrease',
    overbite: of % 2 ? 'as_resulting' : 'decrease',
    sagittal: {
      right: { canine: maintained ? 'maintain' : 'correct_to_class_i', molar: 'maintain' },
      left: { canine: 'maintain', molar: 'maintain' },
    },
    midline: { upper: { aim: 'maintain' }, lower: { aim: of % 5 === 0 ? 'improve' : 'maintain' } },
    extractions: of % 11 === 0 ? { planned: true, teeth: [34, 44] } : { planned: false },
    interproximalReduction: of % 3 ? { allowed: 'as_needed' } : { allowed: 'as_needed', notOn: [11, 21] },
    attachments: { allowed: 'as_needed', ...(of % 4 === 0 ? { notOn: [12, 22], fromStage: 4 } : {}) },
    ...(of % 7 === 0 ? { movementRestrictions: [46] } : {}),
    elastics: maintained ? 'none' : 'class_ii',
    biteRamps: of % 2 ? 'none' : 'incisors',
    stages: of % 6 === 0 ? { mode: 'limited', limit: 20 } : { mode: 'recommended' },
    wearDays: ([7, 10, 14] as const)[of % 3]!,
  };
}

export type Pinned = { tooth: Tooth | null; stage: number; audience: 'internal' | 'laboratory'; text: string };
type Pins = {
  /** What the provider wants changed, sent along with a decline. */
  wishes: Pinned[];
  /** What the laboratory points out with a version. */
  hint: Pinned;
  /** What colleagues say among themselves. */
  inside: Pinned;
  reply: string;
  answer: string;
  visit: string;
};

/** What people pin to versions of a setup. */
export function pinned(language: Spoken): Pins {
  const internal = { audience: 'internal' as const };
  if (language === 'fr')
    return {
      wishes: [
        {
          ...internal,
          tooth: 12,
          stage: 12,
          text: 'La rotation n’est pas assez corrigée : 5° de plus, s’il vous plaît.',
        },
        { ...internal, tooth: 24, stage: 6, text: 'Moins d’expansion ici, la gencive est fine.' },
      ],
      hint: {
        ...{ tooth: 13, stage: 2, audience: 'laboratory' },
        text: 'Le taquet se pose à cette étape ; merci de vérifier l’occlusion avant le collage.',
      },
      inside: { ...internal, tooth: null, stage: 0, text: 'Patiente informée de la réduction interproximale.' },
      reply: 'C’est fait dans la version suivante.',
      answer: 'Compris, merci.',
      visit: 'Bonne coopération, taquets en place.',
    };
  return {
    wishes: [
      { ...internal, tooth: 12, stage: 12, text: 'Rotation noch nicht ausreichend: bitte 5° überkorrigieren.' },
      { ...internal, tooth: 24, stage: 6, text: 'Hier weniger Expansion, die Gingiva ist dünn.' },
    ],
    hint: {
      ...{ tooth: 13, stage: 2, audience: 'laboratory' },
      text: 'Attachment kommt in diesem Schritt. Bitte vor dem Kleben den Gegenbiss prüfen.',
    },
    inside: { ...internal, tooth: null, stage: 0, text: 'Patientin ist über die Reduktion unten aufgeklärt.' },
    reply: 'In der nächsten Version umgesetzt.',
    answer: 'Danke, sehen wir uns beim Einsetzen an.',
    visit: 'Sitz gut, Attachments vollständig.',
  };
}

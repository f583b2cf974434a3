import { seeded } from '../anatomy/random.ts';

type Names = { female: readonly string[]; male: readonly string[]; last: readonly string[] };

const byTheLake: Names = {
  female: [
    'Lena',
    'Sophie',
    'Marie',
    'Emilia',
    'Johanna',
    'Clara',
    'Ida',
    'Frieda',
    'Leonie',
    'Paula',
    'Amelie',
    'Greta',
    'Luisa',
    'Nora',
    'Helga',
    'Elif',
  ],
  male: [
    'Max',
    'Felix',
    'Moritz',
    'Elias',
    'Anton',
    'Jakob',
    'Niklas',
    'Finn',
    'Emil',
    'Oskar',
    'Matthias',
    'Stefan',
    'Urs',
    'Beat',
    'Can',
    'Luca',
  ],
  last: [
    'Ackermann',
    'Baumann',
    'Bischof',
    'Brugger',
    'Dietrich',
    'Egger',
    'Fässler',
    'Gruber',
    'Hauser',
    'Hug',
    'Imhof',
    'Jäger',
    'Keller',
    'Kofler',
    'Lang',
    'Maurer',
    'Nägele',
    'Oberhofer',
    'Pfister',
    'Rauch',
    'Riedmann',
    'Schädler',
    'Steiner',
    'Thoma',
    'Vonlanthen',
    'Wagner',
    'Wäber',
    'Zeller',
    'Özdemir',
    'Großmann',
  ],
};
const inLyon: Names = {
  female: [
    'Camille',
    'Manon',
    'Chloé',
    'Léa',
    'Inès',
    'Jeanne',
    'Louise',
    'Élodie',
    'Margaux',
    'Zoé',
    'Anaïs',
    'Yasmine',
  ],
  male: [
    'Lucas',
    'Hugo',
    'Gabriel',
    'Raphaël',
    'Théo',
    'Jules',
    'Mathis',
    'Étienne',
    'Baptiste',
    'Rayan',
    'Loïc',
    'Noé',
  ],
  last: [
    'Arnaud',
    'Bertrand',
    'Blanc',
    'Carron',
    'Dubois',
    'Faure',
    'Garnier',
    'Gauthier',
    'Lefèvre',
    'Marchand',
    'Mercier',
    'Perrin',
    'Picard',
    'Renard',
    'Roussel',
    'Vidal',
    'Benhaddou',
    'Nguyen',
    'Lacroix',
    'Chevalier',
  ],
};

export type Patient = { firstName: string; lastName: string; birthDate: string; sex: 'female' | 'male' };

/** Invented people, the same ones each time; no two with the same name. */
export function inventPatients(where: 'lake' | 'lyon', seed: number): () => Patient {
  const names = where === 'lake' ? byTheLake : inLyon;
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const taken = new Set<string>();
  return () => {
    for (;;) {
      const sex = random() < 0.6 ? 'female' : 'male';
      const [firstName, lastName] = [pick(names[sex]), pick(names.last)];
      if (taken.has(`${firstName} ${lastName}`)) continue;
      taken.add(`${firstName} ${lastName}`);
      // Mostly teenagers and young adults, some in their fifties.
      const age = 13 + Math.floor(random() ** 1.6 * 42);
      const birthDate = `${2025 - age}-${two(1 + random() * 12)}-${two(1 + random() * 28)}`;
      return { firstName, lastName, birthDate, sex };
    }
  };
}

const two = (number: number) => String(Math.floor(number)).padStart(2, '0');

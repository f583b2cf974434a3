import pg from 'pg';
import { newId } from '#platform/ids.ts';
import { digestOf, newToken } from '#platform/secret.ts';

/** Who reads, in the world of a million cases. */
export type Readers = {
  /** An Admin and provider of the practice with a tenth of all cases, of one with 5 000 in a million, and what signs the first in. */
  big: { practiceId: string; accountId: string; practitionerId: string };
  middle: { practiceId: string; accountId: string; practitionerId: string };
  /** Accounts with single cases of others: a tenth of all, and four. */
  many: string;
  four: string;
  laboratory: { id: string; accountId: string };
  token: string;
};

const practices = 200;

/**
 * Cases of 200 practices with their patients and orders, and the rows of Manage Orders as refresh_case() would write them, by statements on
 * whole sets: triggers and keys sleep meanwhile, and indexes are built at the end.
 */
export async function fillCases(
  ownerUrl: string,
  cases: number,
  /** How many of them the big practice has; with `oneProvider` all of one. */
  { big = cases / 10, oneProvider = false }: { big?: number; oneProvider?: boolean } = {},
): Promise<Readers> {
  const owner = new pg.Client({
    connectionString: ownerUrl,
    options: '-c search_path=midline -c maintenance_work_mem=512MB',
  });
  await owner.connect();
  const indexes = await dropIndexes(owner, ['case_rows', 'cases', 'orders', 'patients']);
  await owner.query(`set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'`);
  const middle = cases / 200;
  await owner.query(`
    create function pg_temp.made_id(text) returns uuid language sql immutable
      return overlay(overlay(md5($1) placing '7' from 13) placing '8' from 17)::uuid;
    create function pg_temp.any_of(text, text[]) returns text language sql immutable
      return $2[1 + abs(hashtext($1)) % cardinality($2)];
    insert into organisations (id, kind, name, name_key, group_id, created_at)
      select pg_temp.made_id('g' || g), 'group', 'Group ' || g, 'group ' || g, pg_temp.made_id('g' || g), now() from generate_series(0, 19) g;
    insert into groups (id) select pg_temp.made_id('g' || g) from generate_series(0, 19) g;
    insert into organisations (id, kind, name, name_key, group_id, created_at)
      select pg_temp.made_id('p' || p), 'practice', 'Practice ' || p, 'practice ' || p, pg_temp.made_id('g' || p % 20), now() from generate_series(0, ${practices - 1}) p
      union all select pg_temp.made_id('lab'), 'laboratory', 'Aligner Works', 'aligner works', null, now();
    insert into practices (id, country, time_zone, language) select pg_temp.made_id('p' || p), 'DE', 'Europe/Berlin', 'de' from generate_series(0, ${practices - 1}) p;
    insert into accounts (id, email, email_key, first_name, last_name, created_at)
      select pg_temp.made_id('a' || a), 'a' || a || '@example.org', 'a' || a || '@example.org', pg_temp.any_of('f' || a, ${firstNames}), ${surname("'s' || a")}, now()
        from generate_series(0, ${practices * 5 + 9}) a;
    insert into practitioners (id, group_id, first_name, last_name, name_key, clinical_role, account_id, created_at)
      select pg_temp.made_id('r' || a), pg_temp.made_id('g' || (a / 5) % 20), x.first_name, x.last_name, lower(x.first_name || ' ' || x.last_name), 'dentist', x.id, now()
        from generate_series(0, ${practices * 5 - 1}) a join accounts x on x.id = pg_temp.made_id('a' || a);
    insert into members (id, organisation_id, account_id, first_name, last_name, email, role, level, practitioner_id, joined_at)
      select pg_temp.made_id('m' || a), pg_temp.made_id('p' || a / 5), x.id, x.first_name, x.last_name, x.email,
        case a % 5 when 0 then 'owner_manager' else 'practitioner' end, case a % 5 when 0 then 'admin' else 'user' end, pg_temp.made_id('r' || a), now()
        from generate_series(0, ${practices * 5 - 1}) a join accounts x on x.id = pg_temp.made_id('a' || a)
      union all
      select pg_temp.made_id('m' || a), pg_temp.made_id('lab'), x.id, x.first_name, x.last_name, x.email, case a % 5 when 0 then 'laboratory_manager' else 'technician' end,
        case a % 5 when 0 then 'admin' else 'user' end, null, now()
        from generate_series(${practices * 5}, ${practices * 5 + 6}) a join accounts x on x.id = pg_temp.made_id('a' || a);
    create temp table made as
      select n, pg_temp.made_id('c' || n) as id, pg_temp.made_id('t' || n) as patient_id, pg_temp.made_id('o' || n) as order_id,
        case when n < ${big} then 0 when n < ${big + middle} then 1 else 2 + n % ${practices - 2} end as p,
        hashtextextended('w' || n, 7) & 1048575 as dice, pg_temp.any_of('f' || n, ${firstNames}) as first_name, ${surname("'t' || n")} as last_name,
        timestamptz '2026-11-22 08:00+00' - ((hashtextextended('t' || n, 1) & 134217727) * interval '1 second') as moment
      from generate_series(0, ${cases - 1}) n;
    create temp table drawn as
      select m.*, pg_temp.made_id('p' || p) as practice_id, ${oneProvider ? 'case when p = 0 then 1 else p * 5 + dice % 5 end' : 'p * 5 + dice % 5'} as a, (array['draft', 'submitted', 'submitted', 'waiting_for_records',
        'setup_in_production', 'setup_in_production', 'setup_awaiting_approval', 'setup_awaiting_approval', 'setup_changes_requested', 'manufacturing', 'shipped',
        'in_treatment', 'in_treatment', 'in_treatment', 'in_treatment', 'on_hold', 'awaiting_confirmation', 'records_rejected',
        'completed', 'completed', 'completed', 'completed', 'closed', 'cancelled', 'refused'])[1 + (dice / 5) % 25] as category,
        dice / 125 % 200 = 0${oneProvider ? ' and p <> 0' : ''} as orphaned,
        case when dice / 7 % 3 = 0 then 'retainer' else 'aligner' end as kind
      from made m;
    insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, created_by, created_at)
      select patient_id, pg_temp.made_id('g' || p % 20), first_name, last_name, name_key(first_name), name_key(last_name), date '1950-01-01' + (dice % 20000)::integer,
        'unknown', pg_temp.made_id('a' || p * 5), moment from drawn;
    insert into cases (id, number, group_id, practice_id, patient_id, practitioner_id, created_by, created_at, last_activity_at)
      select id, 100001 + n, pg_temp.made_id('g' || p % 20), practice_id, patient_id, case when not orphaned then pg_temp.made_id('r' || a) end,
        pg_temp.made_id('a' || p * 5), moment, moment from drawn;
    insert into orders (id, case_id, kind, category, held_from, turn_since, laboratory_id, technician_id, author_id, created_at, prescription, saved_at, submitted_at, sent_at, accepted_at, promised_on)
      select order_id, id, kind, category, case when category = 'on_hold' then 'manufacturing' end, moment, pg_temp.made_id('lab'),
        case when dice % 2 = 0 then pg_temp.made_id('a' || ${practices * 5 + 1} + dice % 5) end, pg_temp.made_id('a' || p * 5), moment,
        '{}', moment, case when category <> 'draft' then moment end, case when category <> 'draft' then moment end, case when category <> 'draft' then moment end,
        case when category <> 'draft' and dice % 3 > 0 then moment::date + 14 end from drawn`);
  await owner.query(`
    insert into case_rows (viewer_id, case_id, side, closed, number, number_key, practice_id, practice, practice_key, patient_id, first_name, last_name, patient_key, first_key,
      practitioner_id, provider_account_id, provider, provider_key, laboratory_id, laboratory, technician_id, technician, last_activity_at, order_id, kind, status, category,
      orders, package, setup_version, turn, turn_account_id, turn_since, promised_on, needs_provider, answer_needed, created_at)
    select v.viewer_id, d.id, v.side, m.status = 'closed', 100001 + n, (100001 + n)::text, d.practice_id, 'Practice ' || p, 'practice ' || p, patient_id, d.first_name, d.last_name,
      name_key(d.last_name) || ' ' || name_key(d.first_name), name_key(d.first_name), r.id, r.account_id, coalesce(r.first_name || ' ' || r.last_name, ''),
      coalesce(name_key(r.last_name) || ' ' || name_key(r.first_name), ''), pg_temp.made_id('lab'), 'Aligner Works',
      case when v.side = 'laboratory' and dice % 2 = 0 then pg_temp.made_id('a' || ${practices * 5 + 1} + dice % 5) end,
      case when v.side = 'laboratory' and dice % 2 = 0 then 'Tech Nician' end, moment, order_id, kind, m.status, d.category,
      jsonb_build_array(jsonb_build_object('id', order_id, 'kind', kind, 'category', d.category, 'status', m.status, 'laboratory', 'Aligner Works',
        'submittedAt', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'promisedOn', null)),
      case when dice % 3 = 0 then '' else (array['FLEX', 'MINI', 'ONE', 'TWO', 'UNLIMITED 3', 'UNLIMITED 5'])[1 + dice / 3 % 6] end, dice / 11 % 4,
      case when d.category = 'on_hold' then 'nobody' else m.turn end,
      case when m.turn = 'provider' then r.account_id end, moment, case when d.category <> 'draft' and dice % 3 > 0 then moment::date + 14 end,
      orphaned and m.status <> 'closed', dice / 13 % 300 = 0, moment
    from drawn d join category_meanings m on m.category = case d.category when 'on_hold' then 'manufacturing' else d.category end
    left join practitioners r on not orphaned and r.id = pg_temp.made_id('r' || a)
    cross join lateral (
      select d.practice_id as viewer_id, 'practice' as side
      union all select pg_temp.made_id('lab'), 'laboratory' where n % 10 = 3 and d.category <> 'draft'
      union all select pg_temp.made_id('a' || ${practices * 5 + 7}), 'collaborator' where n % 10 = 5
      union all select pg_temp.made_id('a' || ${practices * 5 + 8}), 'collaborator' where n in (1, 2, 3, 4)) v;
    insert into case_counts (viewer_id, key, n) select viewer_id, k, count(*) from case_rows r cross join unnest(case_count_keys(r)) k group by viewer_id, k;
    insert into unread_cases (account_id, viewer_id, case_id, since)
      select pg_temp.made_id('a0'), pg_temp.made_id('p0'), id, moment from drawn where p = 0 and dice % 400 = 1;
    drop table made; drop table drawn`);
  for (const index of indexes) await owner.query(index);
  await owner.query('vacuum analyze');
  const id = async (of: string) =>
    (await owner.query<{ id: string }>('select pg_temp.made_id($1) as id', [of])).rows[0]!.id;
  const token = newToken();
  await owner.query('set session_replication_role = origin');
  await owner.query(
    `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at) values ($1, $2, $3, now(), now(), now() + interval '1 day')`,
    [newId(), await id('a0'), digestOf(token)],
  );
  const readers: Readers = {
    big: { practiceId: await id('p0'), accountId: await id('a0'), practitionerId: await id('r1') },
    middle: { practiceId: await id('p1'), accountId: await id('a5'), practitionerId: await id('r6') },
    many: await id(`a${practices * 5 + 7}`),
    four: await id(`a${practices * 5 + 8}`),
    laboratory: { id: await id('lab'), accountId: await id(`a${practices * 5 + 1}`) },
    token,
  };
  await owner.end();
  return readers;
}

const array = (words: readonly string[]) => `array[${words.map((word) => `'${word}'`).join(', ')}]`;
const firstNames = array(
  'Anna,Ben,Clara,David,Elif,Finn,Greta,Hassan,Ida,Jonas,Katharina,Léa,Mia,Noah,Olga,Paul,Quirin,Rosa,Sven,Theresa,Uwe,Vera,Wim,Xenia,Yusuf,Zoë,Amélie,Björn,Chloé,Dora,Emil,Fatima'.split(
    ',',
  ),
);
const beginnings = array(
  'Al,An,Bau,Be,Bra,Bo,Cha,Da,De,Do,Ei,El,Fa,Fi,Fra,Ga,Ge,Gra,Ha,He,Ho,Ja,Jo,Ka,Ke,Kra,La,Le,Lo,Ma,Me,Mo,Mü,Na,Ne,No,Ol,Pa,Pe,Pra,Ra,Re,Ro,Sa,Sche,Schu,Sta,Ste,Ta,Te,Tho,Ul,Va,Vo,Wa,We,Wi,Za,Ze,Zi'.split(
    ',',
  ),
);
const ends = array(
  'bach,ber,berg,brecht,burg,chard,dal,den,der,ding,dorf,feld,fried,gart,gel,ger,hardt,haus,heim,hold,ker,king,kow,lein,ler,ling,lmann,mann,maier,mer,mont,nau,ner,nier,rad,ric,rier,ring,rmann,rot,sel,sen,ser,ski,son,stein,ter,thal,ton,vin,wald,weg,wig,zer'.split(
    ',',
  ),
);
const surname = (of: string) => `pg_temp.any_of('b' || ${of}, ${beginnings}) || pg_temp.any_of('e' || ${of}, ${ends})`;

/** Drops what isn't a constraint's own index, and returns how to make it again. */
async function dropIndexes(owner: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; text: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as text from pg_index i
      where i.indrelid = any ($1::text[]::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows.map(({ text }) => text);
}

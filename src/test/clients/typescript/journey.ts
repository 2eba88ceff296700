// The life of an organisation through the types that openapi-typescript makes of the contract.
import createClient from 'openapi-fetch';
import type { components, paths } from './portal.js';

declare const process: { argv: string[] };

type Schema = components['schemas'];
type Answer<T> = { data?: T; error?: Schema['Problem']; response: Response };

const PASSWORD = 'Lavande-bleue-42';
const [, , mode, portal = '', mailbox = '', name = ''] = process.argv;

function client(token?: string) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  return createClient<paths>({ baseUrl: `${portal}/api/v1`, headers });
}

function equal(expected: unknown, actual: unknown): void {
  if (JSON.stringify(expected) !== JSON.stringify(actual)) {
    throw new Error(`Expected ${JSON.stringify(expected)}, but was ${JSON.stringify(actual)}`);
  }
}

async function success<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw new Error(`${response.status} ${JSON.stringify(error)}`);
  }
  return data as T;
}

async function refusal(call: Promise<Answer<unknown>>): Promise<Schema['Problem']> {
  const { error, response } = await call;
  if (!error) {
    throw new Error(`Answered: ${response.status}`);
  }
  return error;
}

async function mail(what: string, to: string, number: number): Promise<string> {
  const answer = await fetch(`${mailbox}/${what}?to=${to}&mail=${number}`);
  equal(200, answer.status);
  return answer.text();
}

const key = () => ({ header: { 'Idempotency-Key': crypto.randomUUID() } });
const person = (email: string) => ({ firstName: 'Sacha', lastName: 'Verrier', email, emailConfirmation: email });
const number = { registeredIn: 'OTHER' as const, identificationNumber: `8${Date.now()}`, country: 'NC' };

async function register(email: string): Promise<void> {
  const body: Schema['OrganisationRegistration'] = {
    organisation: {
      ...number,
      type: 'COMPANY',
      name: `Verrerie ${name}`,
      phone: '+687 25 12 34',
      address: '3 rue de la Jetée',
      postcode: '98800',
      town: 'Nouméa',
      region: 'Province Sud',
    },
    administrator: { ...person(email), phone: '+687 75 12 34' },
    language: 'fr',
  };
  const params = key();
  const created = await success(client().POST('/registrations/organisations', { params, body }));
  equal(created, await success(client().POST('/registrations/organisations', { params, body })));
  await mail('secret', email, 2);
  for (let patience = 0; patience < 50; patience++) {
    const path = { id: created.id };
    const seen = await success(client(created.token).GET('/registrations/{id}', { params: { path } }));
    if (seen.mails.every((each) => each.state === 'SENT')) {
      return;
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('The mails are not sent.');
}

async function signIn(login: string, password: string): Promise<string> {
  return (await success(client().POST('/sessions', { body: { login, password } }))).token;
}

async function activate(email: string, founder: boolean): Promise<string> {
  const session = client(await signIn(await mail('secret', email, 1), await mail('secret', email, 2)));
  const password = { password: PASSWORD, passwordConfirmation: PASSWORD };
  equal('PASSWORD', (await success(session.GET('/activation'))).step);
  await success(session.PUT('/activation/password', { body: password }));
  if (founder) {
    const contacts = {
      legalRepresentative: { who: 'ME' as const },
      billingContact: { who: 'LEGAL_REPRESENTATIVE' as const },
      administrativeContact: null,
    };
    await success(session.PUT('/activation/contacts', { body: contacts }));
    await success(session.PUT('/activation/users', { body: { users: [] } }));
  }
  const { questions } = await success(client().GET('/challenge-questions'));
  const answers = ['a blue rooster', 'aunt Soazig', 'in the canal', 'Ferdinand'];
  const done = await success(
    session.PUT('/activation/challenges', {
      body: {
        questions: answers.map((answer, index) => ({ question: questions[index]?.id ?? '', answer })),
        personalCode: '40719382',
        personalCodeConfirmation: '40719382',
      },
    }),
  );
  equal('DONE', done.step);
  return done.session?.token ?? '';
}

async function manageUsers(administrator: string, colleague: string): Promise<string> {
  const api = client(administrator);
  const invite = (email: string) =>
    success(api.POST('/users', { params: key(), body: { ...person(email), roles: ['USER'] } }));
  const added = await invite(colleague);
  const path = { id: added.id };
  equal(added, await success(api.GET('/users/{id}', { params: { path } })));
  const changed = await success(
    api.PATCH('/users/{id}', { params: { path }, body: { roles: ['USER', 'TECHNICAL_CONTACT'], state: null } }),
  );
  equal(['TECHNICAL_CONTACT', 'USER'], changed.roles);
  const other = { id: (await invite(`other-${name}@verrerie.example`)).id };
  const withdrawal = { roles: [], state: 'DEACTIVATED' as const };
  const withdrawn = await success(api.PATCH('/users/{id}', { params: { path: other }, body: withdrawal }));
  equal('WITHDRAWN', withdrawn.state);
  equal('problem.notFound', (await refusal(api.GET('/users/{id}', { params: { path: other } }))).code);
  const me = await success(api.GET('/me'));
  const current = { id: me.organisations[0]?.id ?? '' };
  equal(
    await success(api.GET('/organisations/current')),
    await success(api.GET('/organisations/{id}', { params: { path: current } })),
  );
  return added.id;
}

async function order(administrator: string): Promise<void> {
  const api = client(administrator);
  const { products } = await success(api.GET('/catalogue'));
  const product = products.find((one) => one.orderableFor.includes('ME'));
  const body = { product: product?.code ?? '', holder: { kind: 'ME' as const } };
  const draft = await success(api.POST('/requests', { params: key(), body }));
  const path = { id: draft.id };
  const durationMonths = product?.durations[0] ?? null;
  await success(api.PATCH('/requests/{id}', { params: { path }, body: { durationMonths } }));
  const submitted = await success(api.POST('/requests/{id}/submission', { params: { path } }));
  equal('DOCUMENTS_MISSING', submitted.state);
  equal(submitted, await success(api.GET('/requests/{id}', { params: { path } })));
  const state = ['DOCUMENTS_MISSING' as const, 'IN_REVIEW' as const];
  const query = { state, search: `${draft.number}`, sort: 'HOLDER' as const, limit: 1 };
  equal(draft.id, (await success(api.GET('/requests', { params: { query } }))).requests[0]?.id);
  await success(api.DELETE('/requests/{id}', { params: { path } }));
  equal('request.notEditable', (await refusal(api.POST('/requests/{id}/submission', { params: { path } }))).code);
}

async function join(administrator: string): Promise<void> {
  const email = `joining-${name}@verrerie.example`;
  const body = { organisation: number, person: person(email), language: 'en' as const };
  const asked = await success(client().POST('/join-requests', { params: key(), body }));
  const path = { id: asked.id };
  const open = await success(client(administrator).GET('/join-requests'));
  equal(asked.id, open.joinRequests[0]?.id);
  await success(
    client(administrator).PATCH('/join-requests/{id}', { params: { path }, body: { decision: 'APPROVE', roles: null } }),
  );
  equal('APPROVED', (await success(client(asked.token).GET('/join-requests/{id}', { params: { path } }))).state);
}

async function recover(email: string): Promise<void> {
  const chosen = 'Fougere-verte-17';
  await success(client().POST('/recoveries/password', { body: { login: email } }));
  const body = { token: await mail('token', email, 4), password: chosen, passwordConfirmation: chosen };
  await success(client().PUT('/recoveries/password', { body }));
  await success(client().POST('/recoveries/identifier', { body: { email } }));
  const refused = await refusal(client().POST('/sessions', { body: { login: email, password: PASSWORD } }));
  equal('signin.refused', refused.code);
  const session = client(await signIn(email, chosen));
  equal('OPEN', (await success(session.GET('/sessions/current'))).state);
  await success(session.DELETE('/sessions/current'));
  equal('problem.unauthenticated', (await refusal(session.GET('/me'))).code);
}

async function wholeJourney(): Promise<void> {
  const director = `director-${name}@verrerie.example`;
  const colleague = `colleague-${name}@verrerie.example`;
  await register(director);
  const administrator = await activate(director, true);
  const path = { id: await manageUsers(administrator, colleague) };
  await order(administrator);
  const successor = await activate(colleague, false);
  const handOver = () => success(client(administrator).POST('/users/{id}/hand-over', { params: { path } }));
  equal(await handOver(), await handOver());
  await join(successor);
  await recover(director);
}

/** An answer of a later portal, with fields and values that the contract of today does not list. */
async function meetTheFuture(): Promise<void> {
  const api = client('x'.repeat(43));
  const path = { id: crypto.randomUUID() };
  const user = await success(api.GET('/users/{id}', { params: { path } }));
  equal('SLEEPING', user.state);
  equal(['USER', 'AUDITOR'], user.roles);
  equal('HALF_OPEN', (await success(api.GET('/sessions/current'))).state);
  const problem = await refusal(api.GET('/me'));
  equal('portal.sleeping', problem.code);
  equal('error.new', problem.errors?.[0]?.code);
}

await (mode === 'future' ? meetTheFuture() : wholeJourney());

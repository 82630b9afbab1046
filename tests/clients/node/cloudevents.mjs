import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';

/** The CloudEvents library, in all three modes. It sends once and hides the status; the program looks at the answer and sends again. */
export async function send({ to, key, names }) {
  const transport = httpTransport(`${to}/cloudevents?writeKey=${key}`);
  const binary = emitterFor(transport, { mode: Mode.BINARY });
  const structured = emitterFor(transport, { mode: Mode.STRUCTURED });
  const events = names.map((name, i) => new CloudEvent({ id: name, source: '/shop/till', type: name, subject: `person-${i}`, data: { plan: 'pro', i } }));
  const third = Math.ceil(events.length / 3);
  for (const one of events.slice(0, third)) {
    await untilTaken(() => binary(one));
  }

  for (const one of events.slice(third, 2 * third)) {
    await untilTaken(() => structured(one));
  }

  const rest = events.slice(2 * third);
  if (rest.length > 0) {
    const batch = { headers: { 'content-type': 'application/cloudevents-batch+json' }, body: JSON.stringify(rest.map(one => JSON.parse(HTTP.structured(one).body))) };
    await untilTaken(() => transport(batch));
  }

  return { ids: names, errors: [] };
}

async function untilTaken(attempt) {
  for (let i = 0; ; i++) {
    const answer = await attempt().catch(error => error);
    if (typeof answer.body === 'string' && JSON.parse(answer.body).success) {
      return;
    }

    if (i === 9) {
      throw new Error(`not taken after ten attempts: ${answer.body ?? answer}`);
    }

    await new Promise(done => setTimeout(done, 50));
  }
}

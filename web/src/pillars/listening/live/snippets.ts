/** How a client of each kind is pointed at this installation; code, so the same in every language. */
export type Snippet = { id: string; name: string; code: string };

/**
 * @param origin Address of this installation.
 * @param key Write key, or words that stand for it.
 * @param source Name of the source.
 */
export const snippets = (origin: string, key: string, source: string): Snippet[] => [
  {
    id: 'curl', name: 'curl',
    code: `curl '${origin}/api/v1/ingest/${encodeURIComponent(source).replaceAll("'", '%27')}' \\
  -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' \\
  -d '{"type":"track","event":"Order placed","userId":"u-1","messageId":"order-1"}'`,
  },
  {
    id: 'segment', name: 'Segment',
    code: `// Node: npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';
const analytics = new Analytics({ writeKey: '${key}', host: '${origin}', path: '/v1/batch' });
analytics.track({ userId: 'u-1', event: 'Order placed' });

// Web: npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next';
const page = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnSettings: { integrations: { 'Segment.io': { apiKey: '${key}', apiHost: '${origin.replace(/^https?:\/\//, '')}/v1', protocol: '${origin.startsWith('https') ? 'https' : 'http'}' } } } },
);
page.track('Order placed');`,
  },
  {
    id: 'rudderstack', name: 'RudderStack',
    code: `// Node: npm install @rudderstack/rudder-sdk-node
import Analytics from '@rudderstack/rudder-sdk-node';
const client = new Analytics('${key}', { dataPlaneUrl: '${origin}' });
client.track({ userId: 'u-1', event: 'Order placed' });

// Web: npm install @rudderstack/analytics-js
import { RudderAnalytics } from '@rudderstack/analytics-js';
const rudder = new RudderAnalytics();
rudder.load('${key}', '${origin}', { configUrl: '${origin}' });
rudder.track('Order placed');`,
  },
  {
    id: 'posthog', name: 'PostHog',
    code: `// Node: npm install posthog-node
import { PostHog } from 'posthog-node';
const posthog = new PostHog('${key}', { host: '${origin}' });
posthog.capture({ distinctId: 'u-1', event: 'Order placed' });

// Web: npm install posthog-js
import web from 'posthog-js';
web.init('${key}', { api_host: '${origin}' });
web.capture('Order placed');`,
  },
  {
    id: 'snowplow', name: 'Snowplow',
    code: `// Web: npm install @snowplow/browser-tracker
import { newTracker, trackPageView } from '@snowplow/browser-tracker';
newTracker('sp', '${origin}', { appId: '${key}' });
trackPageView();`,
  },
  {
    id: 'cloudevents', name: 'CloudEvents',
    code: `curl ${origin}/cloudevents \\
  -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/cloudevents+json' \\
  -d '{"specversion":"1.0","id":"order-1","source":"/shop","type":"order.placed","subject":"u-1","data":{"total":20}}'`,
  },
  {
    id: 'otlp', name: 'OpenTelemetry',
    code: `export OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=${origin}/v1/logs
export OTEL_EXPORTER_OTLP_LOGS_HEADERS="Authorization=Bearer%20${key}"`,
  },
];

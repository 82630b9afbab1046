import { afterEach, beforeEach } from 'vitest';

// One window serves all tests of a file: what a page of one test listens to must not hear the next.
type Listened = [EventTarget, string, EventListenerOrEventListenerObject];
let listened: Listened[] = [];
const targets = [window, document].map((target) => ({ target, listen: target.addEventListener.bind(target) as EventTarget['addEventListener'] }));

beforeEach(() => {
  for (const { target, listen } of targets) {
    target.addEventListener = (name: string, listener: EventListenerOrEventListenerObject) => {
      listened.push([target, name, listener]);
      listen(name, listener);
    };
  }
});
afterEach(() => {
  for (const [target, name, listener] of listened) target.removeEventListener(name, listener);
  listened = [];
});

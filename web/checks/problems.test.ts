// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import problems from '../src/messages/en/problems.json';

const server = new URL('../../src/', import.meta.url);
const code = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cs')).map((file) => readFileSync(new URL(file, server), 'utf8')).join('\n');
const given = [
  ...code.matchAll(/new (?:BadInput|NotFound)Exception\((?:[^;](?!new \w+Exception))*?, "([a-z]+(?:_[a-z]+)+)"\)/g),
  ...code.matchAll(/(?:Conflict\(|Problems\.Of\(\d+, |[^.\w]Of\(\d+, )"([a-z_]+)"/g),
].map(([, name]) => name ?? '');
/** Told by the page of signing in, in its own words. */
const elsewhere = new Set(['wrong_password', 'code_used']);

test('every problem that the server can name has words here', () => {
  expect(given.length).toBeGreaterThan(25);
  const asked = readFileSync(new URL('../src/ui/states/useProblemWords.tsx', import.meta.url), 'utf8');
  expect(Object.keys(problems.code).filter((name) => !asked.includes(`'${name}'`))).toEqual([]);
  expect([...new Set(given)].filter((name) => !(name in problems.code) && !elsewhere.has(name))).toEqual([]);
});

// Makes the tables of this folder's packages into plain lines, in one order:
//   simplified.tsv  Traditional character, Simplified character          (OpenCC, by way of opencc-js)
//   worth.tsv       language, words, worth from -5 to 5                  (AFINN-165 in four languages)
// Usage: node make.mjs FOLDER
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import characters from 'opencc-js/dict/TSCharacters'

const folder = process.argv[2]
mkdirSync(folder, { recursive: true })

const byOrdinal = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const pairs = new Map()
for (const entry of characters.split('|')) {
  const [from, to] = entry.split(' ')
  if (from && to && [...from].length === 1 && [...to].length === 1 && from !== to) pairs.set(from, to)
}
writeFileSync(join(folder, 'simplified.tsv'), [...pairs].sort((a, b) => byOrdinal(a[0], b[0])).map((pair) => pair.join('\t') + '\n').join(''))

const lines = []
for (const language of ['ar', 'en', 'fa', 'zh']) {
  const worth = JSON.parse(readFileSync(new URL(`node_modules/afinn-165-multilingual/build/AFINN-${language}.json`, import.meta.url), 'utf8'))
  for (const [words, value] of Object.entries(worth)) {
    const isTranslated = language === 'en' || !/[a-z]/i.test(words)
    if (words.trim() && value && isTranslated) lines.push(`${language}\t${words.trim()}\t${value}\n`)
  }
}
writeFileSync(join(folder, 'worth.tsv'), lines.sort(byOrdinal).join(''))

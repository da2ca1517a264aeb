// peers.mjs compromise|wink-ner TEXTS.ndjson NAMES.tsv: places as two npm packages find them.
// compromise brings rules and a lexicon of its own; wink-ner is given the towns of 15,000 people and
// more and the countries of NAMES. Neither has coordinates: the place is the one that NAMES has for the
// name (of "London, Ontario" for the part before the comma, if not for the whole).
// Writes {"id", "mentions"} a line; offsets are turned from UTF-16 units into code points.
import fs from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const [peer, textsPath, namesPath] = process.argv.slice(2)

const names = new Map()
const listed = []
for (const line of fs.readFileSync(namesPath, 'utf8').split('\n')) {
  const [name, lat, lon, isListed] = line.split('\t')
  if (!lat) continue
  names.set(name, { lat: Number(lat), lon: Number(lon) })
  if (isListed === '1') listed.push(name)
}

const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$|(?<=\p{Ll})\.$/gu

function trimmed(text, start, end) {
  const part = text.slice(start, end)
  const lead = part.match(/^[^\p{L}\p{N}]*/u)[0].length
  const clean = part.replace(edges, '').replace(/['’]s$/u, '')
  return [start + lead, start + lead + clean.length]
}

function withCompromise() {
  const nlp = require('compromise')
  return (text) => nlp(text).places().json({ offset: true, terms: false })
    .map(({ offset }) => trimmed(text, offset.start, offset.start + offset.length))
}

function withWink() {
  const ner = require('wink-ner')()
  ner.learn(listed.map((name) => ({ text: name, entityType: 'place' })))
  const tokenize = require('wink-tokenizer')().tokenize
  return (text) => {
    const spans = []
    let at = 0
    for (const token of ner.recognize(tokenize(text))) {
      const parts = token.originalSeq ?? [token.value]
      let start = -1
      for (const part of parts) {
        const next = text.indexOf(part, at)
        if (next < 0) continue
        if (start < 0) start = next
        at = next + part.length
      }
      // Names are matched without case: a lower-case word is no place.
      if (token.entityType === 'place' && start >= 0 && /\p{Lu}/u.test(text[start])) spans.push([start, at])
    }
    return spans
  }
}

// The number of code points before each UTF-16 unit that is asked for, in rising order.
function codePoints(text, spans) {
  const result = []
  let unit = 0
  let points = 0
  const to = (wanted) => {
    if (wanted < unit) { unit = 0; points = 0 }
    while (unit < wanted) { unit += text.codePointAt(unit) > 0xffff ? 2 : 1; points++ }
    return points
  }
  for (const [start, end] of spans) result.push([to(start), to(end)])
  return result
}

const find = peer === 'compromise' ? withCompromise() : withWink()
const out = []
for (const line of fs.readFileSync(textsPath, 'utf8').split('\n')) {
  if (!line) continue
  const { id, text } = JSON.parse(line)
  const spans = find(text)
  const offsets = codePoints(text, spans)
  const mentions = spans.map(([start, end], i) => {
    const name = text.slice(start, end)
    const place = names.get(name) ?? names.get(name.split(',')[0]) ?? { lat: null, lon: null }
    return { start: offsets[i][0], end: offsets[i][1], ...place }
  })
  out.push(JSON.stringify({ id, mentions }))
}
fs.writeSync(1, out.length ? out.join('\n') + '\n' : '')

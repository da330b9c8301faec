// Feeds the masked streams that AccumulatorTest wrote to the accumulator of the official TypeScript
// SDK, and compares what it makes of them with the masked messages.
//
//   node streams.mjs FOLDER     where FOLDER is claude-client/target/streams
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';

const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Bytes as a network might deliver them: cut anywhere, also inside characters. */
function cut(bytes, size) {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.subarray(at, at + size));
      }
      controller.close();
    },
  });
}

async function messageOf(bytes, size) {
  const headers = { 'content-type': 'text/event-stream' };
  const client = new Anthropic({
    apiKey: 'a-key-of-the-test',
    maxRetries: 0,
    fetch: async () => new Response(cut(bytes, size), { status: 200, headers }),
  });
  const stream = client.messages.stream({
    model: 'claude-x',
    max_tokens: 9,
    messages: [{ role: 'user', content: 'hi' }],
  });
  return stream.finalMessage();
}

/** Without members that say nothing: the SDKs differ in which of them they write. */
function plain(content) {
  const saysNothing = (value) =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  const without = (block) =>
    Object.fromEntries(Object.entries(block).filter(([, value]) => !saysNothing(value)));
  return content.map(without).map((block) =>
    block.citations ? { ...block, citations: block.citations.map(without) } : block,
  );
}

const checks = {
  async WITH_A_MESSAGE(bytes, size, expected) {
    const message = await messageOf(bytes, size);
    // Input is parsed when it is read.
    const content = JSON.parse(JSON.stringify(message.content));
    assert.deepEqual(plain(content), plain(expected.content));
    assert.equal(message.stop_reason, 'end_turn');
    assert.equal(message.usage.output_tokens, 42);
  },
  async WITH_BROKEN_INPUT(bytes, size) {
    const message = await messageOf(bytes, size);
    assert.deepEqual(message.content.map((block) => block.type), ['tool_use']);
  },
  async WITH_AN_ERROR(bytes, size) {
    await assert.rejects(messageOf(bytes, size));
  },
};

let compared = 0;
for (const name of names) {
  const expected = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const bytes = readFileSync(join(folder, name.replace('.json', '.sse')));
  for (const size of [bytes.length, 7, 1]) {
    try {
      await checks[expected.ends](bytes, size, expected);
    } catch (error) {
      error.message = `${expected.name}, in pieces of ${size} bytes: ${error.message}`;
      throw error;
    }
    compared++;
  }
}
assert.ok(compared > 0, `no streams in ${folder}`);
console.log(`TypeScript SDK: ${compared} masked streams, each read as the message it stands for`);

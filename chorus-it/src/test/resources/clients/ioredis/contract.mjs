// What ioredis' users do, through one node, with a second client at another.
//
// Arguments: the port of the node, the port of the other, the version of the protocol, a prefix
// for keys. Prints a line for each step and exits with 0, or ends with the first step that is
// wrong.

import assert from "node:assert/strict";
import Redis from "ioredis";

const [port, otherPort, protocol] = process.argv.slice(2, 5).map(Number);
const prefix = process.argv[5];

const connect = (to) =>
  new Redis({
    host: "127.0.0.1",
    port: to,
    protocol,
    commandTimeout: 15_000,
    ...(protocol === 3 ? { replyMapping: "resp3" } : {}),
  });

const here = connect(port);
const there = connect(otherPort);

const k = (name) => prefix + name;
const same = assert.deepEqual;
// RESP3 carries doubles, RESP2 their text.
const double = (value) => (protocol === 3 ? value : String(value));
const soon = (action) => setTimeout(action, 60);

async function strings() {
  same(await here.set(k("s"), "v", "NX"), "OK");
  same(await here.set(k("s"), "w", "NX"), null);
  same(await there.get(k("s")), "v");
  same(await here.append(k("s"), "alue"), 5);
  same(await here.getrange(k("s"), 1, 3), "alu");
  same(await here.incrby(k("n"), 41), 41);
  same(Number(await here.incrbyfloat(k("n"), 0.5)), 41.5);
  same(await here.mset({ [k("m1")]: "1", [k("m2")]: "2" }), "OK");
  same(await there.mget(k("m1"), k("none"), k("m2")), ["1", null, "2"]);
  same(await here.getdel(k("m1")), "1");
  same(await here.exists(k("m1"), k("m2")), 1);
}

async function bitmaps() {
  same(await here.setbit(k("b"), 7, 1), 0);
  same(await here.setbit(k("b"), 9, 1), 0);
  same(await here.getbit(k("b"), 9), 1);
  same(await here.bitcount(k("b")), 2);
  same(await here.bitpos(k("b"), 1), 7);
  same(await here.bitop("NOT", k("not"), k("b")), 2);
  same(await there.bitcount(k("not")), 14);
  same(await here.bitfield(k("f"), "SET", "u8", 0, 200, "INCRBY", "u8", 0, 100), [0, 44]);
}

async function hashes() {
  same(await here.hset(k("h"), { a: "1", b: "2" }), 2);
  same({ ...(await there.hgetall(k("h"))) }, { a: "1", b: "2" });
  same(await here.hincrby(k("h"), "a", 4), 5);
  same(await here.hmget(k("h"), "a", "none"), ["5", null]);
  same(await here.hdel(k("h"), "b"), 1);
  same(await here.hexists(k("h"), "b"), 0);
  same(await here.hscan(k("h"), 0), ["0", ["a", "5"]]);
}

async function lists() {
  same(await here.rpush(k("l"), "a", "b", "c", "d"), 4);
  same(await there.lrange(k("l"), 0, -1), ["a", "b", "c", "d"]);
  same(await here.lmove(k("l"), k("l2"), "LEFT", "RIGHT"), "a");
  same(await here.lpos(k("l"), "d"), 2);
  same(await here.lpop(k("l"), 2), ["b", "c"]);
  same(await there.llen(k("l")), 1);
  same(await here.lpop(k("none")), null);
}

async function sets() {
  same(await here.sadd(k("x"), "1", "2", "3"), 3);
  same(await here.sadd(k("y"), "2", "3", "4"), 3);
  same([...(await there.smembers(k("x")))].sort(), ["1", "2", "3"]);
  same([...(await there.sinter(k("x"), k("y")))].sort(), ["2", "3"]);
  same(await here.sunionstore(k("z"), k("x"), k("y")), 4);
  same(await here.smismember(k("x"), "1", "4"), [1, 0]);
  const [cursor, members] = await here.sscan(k("y"), 0);
  same([cursor, members.sort()], ["0", ["2", "3", "4"]]);
}

async function sortedSets() {
  same(await here.zadd(k("r"), 1, "a", 2.5, "b", 3, "c"), 3);
  same(await here.zscore(k("r"), "b"), double(2.5));
  const pairs = await there.zrange(k("r"), 0, -1, "WITHSCORES");
  same(pairs.flat().map(String), ["a", "1", "b", "2.5", "c", "3"]);
  same(await here.zrangebyscore(k("r"), 2, 3), ["b", "c"]);
  same(await here.zincrby(k("r"), 4, "a"), double(5));
  same(await here.zrank(k("r"), "a"), 2);
  same(await here.zinterstore(k("ri"), 2, k("r"), k("r"), "WEIGHTS", 2, 1), 3);
  same(await there.zpopmax(k("ri")), ["a", double(15)]);
}

async function places() {
  same(
    await here.geoadd(k("g"), 13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania"),
    2,
  );
  same(Number(await there.geodist(k("g"), "Palermo", "Catania", "km")).toFixed(3), "166.274");
  const near = await there.geosearch(k("g"), "FROMLONLAT", 15, 37, "BYRADIUS", 100, "km");
  same(near, ["Catania"]);
  const [[longitude]] = await here.geopos(k("g"), "Palermo");
  same(Number(longitude).toFixed(4), "13.3614");
}

async function hyperLogLog() {
  same(await here.pfadd(k("p"), "a", "b", "c"), 1);
  same(await here.pfadd(k("q"), "c", "d"), 1);
  same(await there.pfcount(k("p"), k("q")), 4);
  same(await here.pfmerge(k("pq"), k("p"), k("q")), "OK");
  same(await there.pfcount(k("pq")), 4);
}

async function expiry() {
  same(await here.set(k("e"), "v", "EX", 100), "OK");
  const left = await there.ttl(k("e"));
  assert.ok(left > 0 && left <= 100, `${left} s are left of 100`);
  same(await here.persist(k("e")), 1);
  same(await there.ttl(k("e")), -1);
  same(await here.pexpire(k("e"), 1), 1);
  same(await here.ttl(k("none")), -2);
  for (let i = 0; i < 1000 && (await here.exists(k("e"))); i++);
  same(await there.get(k("e")), null);
}

async function transactions() {
  same(await here.multi().set(k("t"), "1").incr(k("t")).get(k("t")).exec(), [
    [null, "OK"],
    [null, 2],
    [null, "2"],
  ]);
  same(await here.watch(k("t")), "OK");
  await there.set(k("t"), "changed");
  same(await here.multi().set(k("t"), "lost").exec(), null);
  same(await here.get(k("t")), "changed");
  const replies = await here.multi().set(k("u"), "text").incr(k("u")).set(k("u2"), "done").exec();
  same([replies[0], replies[2]], [
    [null, "OK"],
    [null, "OK"],
  ]);
  assert.match(replies[1][0].message, /not an integer/);
  same(await there.get(k("u2")), "done");
}

async function pipelines() {
  const numbers = Array.from({ length: 500 }, (_, i) => String(i));
  const pipeline = here.pipeline();
  numbers.forEach((i) => pipeline.set(k(`many:${i}`), i).get(k(`many:${i}`)));
  const replies = await pipeline.exec();
  same(
    replies.filter((_, i) => i % 2 === 1).map(([, value]) => value),
    numbers,
  );
  const found = [];
  for await (const some of there.scanStream({ match: k("many:*"), count: 100 })) {
    found.push(...some);
  }
  same(found.length, numbers.length);
  same(await here.del(found), numbers.length);
}

async function blocking() {
  soon(() => there.lpush(k("wait"), "pushed"));
  same(await here.blpop(k("nothing"), k("wait"), 10), [k("wait"), "pushed"]);
  soon(() => there.zadd(k("zwait"), 1.5, "m"));
  same(await here.bzpopmin(k("zwait"), 10), [k("zwait"), "m", double(1.5)]);
  soon(() => there.rpush(k("mwait"), "moved"));
  same(await here.blmove(k("mwait"), k("moved"), "LEFT", "RIGHT", 10), "moved");
  same(await here.blpop(k("nothing"), 0.1), null);
}

async function errors() {
  await here.set(k("text"), "v");
  await assert.rejects(there.lpush(k("text"), "v"), /^ReplyError: WRONGTYPE/);
  await assert.rejects(here.call("NOSUCH"), /unknown command/);
}

const steps = {
  strings,
  bitmaps,
  hashes,
  lists,
  sets,
  "sorted sets": sortedSets,
  places,
  hyperloglog: hyperLogLog,
  expiry,
  transactions,
  pipelines,
  blocking,
  errors,
};

for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
  } catch (wrong) {
    console.error(`failed in ${name}`);
    throw wrong;
  }
  console.log(name);
}
here.disconnect();
there.disconnect();

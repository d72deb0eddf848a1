"""What redis-py's users do, through one node, with a second client at another.

Arguments: the port of the node, the port of the other, the version of the protocol, a prefix for
keys. Prints a line for each step and exits with 0, or ends with the first step that is wrong.
"""

import sys
import threading

import redis

PORT, OTHER_PORT, PROTOCOL = (int(word) for word in sys.argv[1:4])
PREFIX = sys.argv[4]


def connect(port):
    return redis.Redis(
        host="127.0.0.1", port=port, protocol=PROTOCOL, decode_responses=True, socket_timeout=15
    )


here = connect(PORT)
there = connect(OTHER_PORT)


def k(name):
    return PREFIX + name


def same(actual, expected):
    if actual != expected:
        raise AssertionError(f"got {actual!r}, expected {expected!r}")


def strings():
    same(here.set(k("s"), "v", nx=True), True)
    same(here.set(k("s"), "w", nx=True), None)
    same(here.get(k("s")), "v")
    same(here.get(k("none")), None)
    same(here.append(k("s"), "alue"), 5)
    same(here.getrange(k("s"), 1, 3), "alu")
    same(here.incrby(k("n"), 41), 41)
    same(here.incrbyfloat(k("n"), 0.5), 41.5)
    same(here.mset({k("m1"): "1", k("m2"): "2"}), True)
    same(there.mget(k("m1"), k("none"), k("m2")), ["1", None, "2"])
    same(here.getdel(k("m1")), "1")
    same(here.exists(k("m1"), k("m2")), 1)


def bitmaps():
    same(here.setbit(k("b"), 7, 1), 0)
    same(here.setbit(k("b"), 9, 1), 0)
    same(here.getbit(k("b"), 9), 1)
    same(here.bitcount(k("b")), 2)
    same(here.bitpos(k("b"), 1), 7)
    same(here.bitop("NOT", k("not"), k("b")), 2)
    same(there.bitcount(k("not")), 14)
    same(here.bitfield(k("f")).set("u8", 0, 200).incrby("u8", 0, 100).execute(), [0, 44])


def hashes():
    same(here.hset(k("h"), mapping={"a": "1", "b": "2"}), 2)
    same(there.hgetall(k("h")), {"a": "1", "b": "2"})
    same(here.hincrby(k("h"), "a", 4), 5)
    same(here.hmget(k("h"), "a", "none"), ["5", None])
    same(here.hdel(k("h"), "b"), 1)
    same(here.hexists(k("h"), "b"), False)
    same(list(here.hscan_iter(k("h"))), [("a", "5")])


def lists():
    same(here.rpush(k("l"), "a", "b", "c", "d"), 4)
    same(here.lrange(k("l"), 0, -1), ["a", "b", "c", "d"])
    same(here.lmove(k("l"), k("l2"), "LEFT", "RIGHT"), "a")
    same(here.lpos(k("l"), "d"), 2)
    same(here.lpop(k("l"), 2), ["b", "c"])
    same(there.llen(k("l")), 1)
    same(here.lpop(k("none")), None)


def sets():
    same(here.sadd(k("x"), "1", "2", "3"), 3)
    same(here.sadd(k("y"), "2", "3", "4"), 3)
    same(here.smembers(k("x")), {"1", "2", "3"})
    same(there.sinter(k("x"), k("y")), {"2", "3"})
    same(here.sunionstore(k("z"), k("x"), k("y")), 4)
    same(here.smismember(k("x"), ["1", "4"]), [True, False])
    same(set(here.sscan_iter(k("y"))), {"2", "3", "4"})


def sorted_sets():
    same(here.zadd(k("r"), {"a": 1, "b": 2.5, "c": 3}), 3)
    same(here.zscore(k("r"), "b"), 2.5)
    pairs = [[member, score] for member, score in there.zrange(k("r"), 0, -1, withscores=True)]
    same(pairs, [["a", 1.0], ["b", 2.5], ["c", 3.0]])
    same(here.zrange(k("r"), 2, 3, byscore=True), ["b", "c"])
    same(here.zincrby(k("r"), 4, "a"), 5.0)
    same(here.zrank(k("r"), "a"), 2)
    same(here.zinterstore(k("ri"), [k("r"), k("r")]), 3)
    # RESP2 answers a list of pairs, RESP3 one pair.
    popped = there.zpopmax(k("ri"))
    same(list(popped if PROTOCOL == 3 else popped[0]), ["a", 10.0])


def places():
    same(here.geoadd(k("g"), (13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania")), 2)
    same(round(here.geodist(k("g"), "Palermo", "Catania", unit="km"), 3), 166.274)
    near = there.geosearch(k("g"), longitude=15, latitude=37, radius=100, unit="km")
    same(near, ["Catania"])
    lon, lat = here.geopos(k("g"), "Palermo")[0]
    same((round(lon, 4), round(lat, 4)), (13.3614, 38.1156))


def hyperloglog():
    same(here.pfadd(k("p"), "a", "b", "c"), 1)
    same(here.pfadd(k("q"), "c", "d"), 1)
    same(there.pfcount(k("p"), k("q")), 4)
    same(here.pfmerge(k("pq"), k("p"), k("q")), True)
    same(here.pfcount(k("pq")), 4)


def expiry():
    same(here.set(k("e"), "v", ex=100), True)
    same(0 < there.ttl(k("e")) <= 100, True)
    same(here.persist(k("e")), True)
    same(here.ttl(k("e")), -1)
    same(here.pexpire(k("e"), 1), True)
    same(here.ttl(k("none")), -2)
    for _ in range(1000):
        if not here.exists(k("e")):
            break
    same(there.get(k("e")), None)


def transactions():
    same(here.pipeline().set(k("t"), "1").incr(k("t")).get(k("t")).execute(), [True, 2, "2"])
    with here.pipeline() as watching:
        watching.watch(k("t"))
        same(watching.get(k("t")), "2")
        there.set(k("t"), "changed")
        watching.multi()
        watching.set(k("t"), "lost")
        try:
            watching.execute()
            raise AssertionError("EXEC in spite of a watched key that changed")
        except redis.WatchError:
            pass
    same(here.get(k("t")), "changed")

    def raised(pipe):
        before = pipe.get(k("t"))
        pipe.multi()
        pipe.set(k("t"), before + " again")

    same(here.transaction(raised, k("t")), [True])
    same(there.get(k("t")), "changed again")
    with here.pipeline() as broken:
        broken.set(k("u"), "text").incr(k("u")).set(k("u2"), "done")
        replies = broken.execute(raise_on_error=False)
        same((replies[0], type(replies[1]), replies[2]), (True, redis.ResponseError, True))


def pipelines():
    with here.pipeline(transaction=False) as pipe:
        for i in range(500):
            pipe.set(k(f"many:{i}"), i)
            pipe.get(k(f"many:{i}"))
        replies = pipe.execute()
    same(replies[1::2], [str(i) for i in range(500)])
    same(len(list(there.scan_iter(k("many:*"), count=100))), 500)
    same(here.delete(*[k(f"many:{i}") for i in range(500)]), 500)


def blocking():
    def later(pause, action):
        timer = threading.Timer(pause, action)
        timer.start()
        return timer

    later(0.06, lambda: there.lpush(k("wait"), "pushed"))
    same(list(here.blpop([k("nothing"), k("wait")], timeout=10)), [k("wait"), "pushed"])
    later(0.06, lambda: there.zadd(k("zwait"), {"m": 1.5}))
    same(list(here.bzpopmin(k("zwait"), timeout=10)), [k("zwait"), "m", 1.5])
    later(0.06, lambda: there.rpush(k("mwait"), "moved"))
    same(here.blmove(k("mwait"), k("moved"), 10, "LEFT", "RIGHT"), "moved")
    same(here.blpop(k("nothing"), timeout=0.1), None)


def errors():
    here.set(k("text"), "v")
    for call, kind, word in [
        (lambda: here.lpush(k("text"), "v"), redis.ResponseError, "WRONGTYPE"),
        (lambda: here.execute_command("NOSUCH"), redis.ResponseError, "unknown command"),
    ]:
        try:
            call()
            raise AssertionError("no error with " + word)
        except kind as error:
            same(word in str(error), True)


for step in (
    strings,
    bitmaps,
    hashes,
    lists,
    sets,
    sorted_sets,
    places,
    hyperloglog,
    expiry,
    transactions,
    pipelines,
    blocking,
    errors,
):
    try:
        step()
    except BaseException:
        print("failed in " + step.__name__, file=sys.stderr)
        raise
    print(step.__name__.replace("_", " "))

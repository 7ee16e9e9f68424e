/*
 * The protocol by which Guarded holds a lock of a store for several JVMs, in Promela. README.md says what is left out.
 *
 * Two nodes (JVMs) and three callers (threads): callers 0 and 1 are of node 0 and hand the lock on to each other, caller 2 is
 * of node 1. One of these has to be defined:
 *
 *   EXCLUSION  no body stands still for longer than PAUSE; then there are never two holders
 *   FENCE      everybody stands still for as long as they like; then no stale write is accepted
 *   LIVE       nothing stands still and bodies end; then everybody is served. CRASH=n: node n dies at any moment
 *
 * What the code is known to need, and the model finds if it is missing:
 *
 *   NO_DEADLINE NO_LEASE_CHECK TOKEN_FIRST NO_BOUND
 *
 * Time is counted in ticks; each number of ticks counts down, so that the states stay finite. A process that does not move
 * while ticks pass stands still. A message is under way until its link moves, for as long as it likes.
 */

#ifndef LEASE
#define LEASE 4
#endif
#ifndef MARGIN
#define MARGIN 1
#endif
#ifndef PAUSE
#define PAUSE MARGIN
#endif
#define HANDOFFS 2
#define OVERTAKES 1

#define NODES 2
#define CALLERS 3
#define NONE 3
#define HOME(c) (c / 2)

/* callers */
#define OUT 0
#define WAIT 1
#define BODY 2
#define GONE 3

/* gates, as GateState's phases; trying, waiting and pausing are one */
#define IDLE 0
#define ASKING 1
#define NUMBERING 2
#define HELD 3
#define PASSING 4
#define RELEASING 5
#define YIELDING 6

/* a question: none, under way, answered */
#define SENT 1
#define YES 2
#define NO 3

/*
 * Who has the key in the store. A hold id is never used again, so three are enough for a node: the one it counts on or asks
 * with; one that it has given up and told the store so, or is about to; one that it counts as lost and leaves to its lease.
 */
#define FREE 0
#define MINE(n) (1 + 3 * n)
#define GIVEN_UP(n) (2 + 3 * n)
#define LOST(n) (3 + 3 * n)

/* the store */
byte owner = FREE;
byte ttl;

/* callers */
byte at[CALLERS];
byte since[CALLERS];   /* ticks since the body looked */
byte ends[CALLERS];    /* ticks until the body ends (LIVE) */

/* gates */
byte phase[NODES];
byte holder[NODES];
byte first[NODES];
byte second[NODES];
byte handoffs[NODES];
byte overtaken[NODES];
bool isTurnOver[NODES];
bool isEnded[NODES];   /* the store does not know the hold */
byte deadline[NODES];  /* ticks until the hold does not count any more */
bool isDead[NODES];

/* questions */
byte asked[NODES];
byte countsFor[NODES]; /* ticks for which a hold asked for now would count */
byte slice[NODES];     /* ticks until the store says no (LIVE) */
byte renewal[NODES];
byte renewsFor[NODES];
bool lateAsk[NODES];   /* nobody waits for it any more, but it may still get to the store */
bool lateRenewal[NODES];

/*
 * Tokens. One of all is marked, whichever; of the others only matters whether they are below or above it, and the counter
 * gives nothing below what it gave before.
 */
#define BELOW 0
#define MARKED 1
#define ABOVE 2
bool isMarked;
bool isMarkGranted;
byte numbers[NODES];   /* the question for tokens */
byte tokens[NODES];    /* how many are left of those that were taken */
byte token1[NODES];
byte token2[NODES];
byte token[CALLERS];
bool isLater[CALLERS]; /* granted after the marked one */
byte highest;          /* that the resource has seen */
bool isOvertaken;      /* the resource has accepted a write of one that is later than the marked one */

#ifdef NO_DEADLINE
#define isOver(n) (isEnded[n])
#else
#define isOver(n) (isEnded[n] || deadline[n] == 0)
#endif

/* too little is left to begin with, and to hand it on */
#define isShort(n) (isEnded[n] || 4 * deadline[n] < LEASE)
#ifdef NO_LEASE_CHECK
#define isStale(n) (handoffs[n] > 0 -> isEnded[n] : isShort(n))
#define isFresh(n) (!isEnded[n])
#else
#define isStale(n) (isShort(n))
#define isFresh(n) (!isEnded[n] && 2 * deadline[n] >= LEASE)
#endif

#ifdef NO_BOUND
#define mayPassOn(n) (isFresh(n))
#else
#define mayPassOn(n) (isFresh(n) && handoffs[n] < HANDOFFS)
#endif

#ifdef FENCE
#define hasToken(n) (tokens[n] > 0)
#else
#define hasToken(n) (true)
#endif

/* ---- tokens ---- */

/* one or two from the counter, any of which may be the marked one */
inline takeTokens(n, count) {
	tokens[n] = count;
	if
	:: isMarked -> token1[n] = ABOVE; token2[n] = ABOVE
	:: !isMarked -> token1[n] = BELOW; token2[n] = BELOW
	:: !isMarked -> isMarked = true; token1[n] = MARKED; token2[n] = ABOVE
	:: !isMarked && count == 2 -> isMarked = true; token1[n] = BELOW; token2[n] = MARKED
	fi;
	if
	:: count == 1 -> token2[n] = BELOW
	:: else
	fi
}

inline giveToken(n, c) {
	token[c] = token1[n];
	token1[n] = token2[n];
	token2[n] = BELOW;
	tokens[n] = tokens[n] - 1;
	isLater[c] = isMarkGranted;
	if
	:: token[c] == MARKED -> isMarkGranted = true
	:: else
	fi
}

inline dropTokens(n) {
	tokens[n] = 0;
	token1[n] = BELOW;
	token2[n] = BELOW
}

/* ---- the gate: each of these is one of GateState's decisions ---- */

inline ask(n) {
	if
	:: first[n] == NONE -> phase[n] = IDLE
	:: else ->
		phase[n] = ASKING;
		asked[n] = SENT;
		countsFor[n] = LEASE - MARGIN;
#ifdef LIVE
		slice[n] = 1;
#endif
#ifdef TOKEN_FIRST
		if
		:: tokens[n] == 0 -> takeTokens(n, 1)
		:: else
		fi
#endif
	fi
}

inline forgetRenewal(n) {
	if
	:: renewal[n] == SENT -> lateRenewal[n] = true
	:: else
	fi;
	renewal[n] = 0;
	renewsFor[n] = 0
}

inline endTenure(n) {
	forgetRenewal(n);
	dropTokens(n);
	holder[n] = NONE;
	handoffs[n] = 0;
	isEnded[n] = false;
	deadline[n] = 0
}

inline giveBack(n) {
	if
	:: owner == MINE(n) -> owner = GIVEN_UP(n)
	:: else
	fi;
	endTenure(n);
	phase[n] = RELEASING
}

inline lose(n) {
	if
	:: owner == MINE(n) -> owner = LOST(n)
	:: else
	fi;
	endTenure(n);
	ask(n)
}

/* the attempt is over for the gate; the store may have given the key to it, or be about to */
inline abandonAttempt(n) {
	if
#ifdef EXCLUSION
	:: asked[n] == SENT -> lateAsk[n] = true
#endif
	:: asked[n] == YES && owner == MINE(n) -> owner = GIVEN_UP(n)
	:: else
	fi;
	asked[n] = 0;
	countsFor[n] = 0;
	dropTokens(n)
}

inline remove(n, c) {
	if
	:: first[n] == c -> first[n] = second[n]; second[n] = NONE; overtaken[n] = 0
	:: second[n] == c -> second[n] = NONE
	:: else
	fi
}

inline add(n, c) {
	at[c] = WAIT;
	if
	:: first[n] == NONE -> first[n] = c
	:: else -> second[n] = c
	fi
}

inline refuse(n) {
	if
	:: first[n] != NONE -> at[first[n]] = OUT; first[n] = NONE
	:: else
	fi;
	if
	:: second[n] != NONE -> at[second[n]] = OUT; second[n] = NONE
	:: else
	fi;
	overtaken[n] = 0
}

inline grant(n, c) {
#ifdef EXCLUSION
	/* never two holders */
	assert(at[0] != BODY && at[1] != BODY && at[2] != BODY);
#endif
	at[c] = BODY;
	since[c] = 0;
	holder[n] = c;
	phase[n] = HELD;
#ifdef FENCE
	giveToken(n, c);
#endif
#ifdef LIVE
	ends[c] = 1;
#endif
}

inline pass(n) {
	if
	:: isStale(n) || first[n] == NONE -> giveBack(n)
	:: else ->
		if
		:: !hasToken(n) -> holder[n] = NONE; phase[n] = NUMBERING; numbers[n] = SENT
		:: else -> next = first[n]; remove(n, next); grant(n, next); next = 0
		fi
	fi
}

inline offer(n) {
	if
	:: first[n] == NONE || overtaken[n] >= OVERTAKES -> pass(n)
	:: else -> holder[n] = NONE; phase[n] = PASSING
	fi
}

inline release(n) {
	if
	:: first[n] != NONE && mayPassOn(n) ->
#ifndef NO_BOUND
		handoffs[n] = handoffs[n] + 1;
#endif
		offer(n)
	:: else ->
		isTurnOver[n] = first[n] != NONE && handoffs[n] > 0;
		giveBack(n)
	fi
}

/* ---- a caller's thread ---- */

proctype Caller(byte c) {
	byte n = HOME(c);
	byte next;
	do
	:: atomic { at[c] == OUT && !isDead[n] ->
		if
		:: phase[n] == PASSING && overtaken[n] < OVERTAKES && hasToken(n) && !isStale(n) ->
			overtaken[n] = overtaken[n] + 1;
			grant(n, c)
		:: else ->
			add(n, c);
			if
			:: phase[n] == IDLE -> ask(n)
			:: phase[n] == PASSING -> pass(n)
			:: else
			fi
		fi }
#ifdef LIVE
	:: atomic { at[c] == OUT && !isDead[n] -> at[c] = GONE }
#else
	/* interrupted, cancelled, or its time is over */
	:: atomic { at[c] == WAIT ->
		at[c] = OUT;
		if
		:: first[n] == c && phase[n] == PASSING -> remove(n, c); offer(n)
		:: else ->
			remove(n, c);
			if
			:: first[n] == NONE && (phase[n] == ASKING || phase[n] == YIELDING) ->
				abandonAttempt(n);
				phase[n] = IDLE
			:: else
			fi
		fi }
#endif
	/* comes for what was left to it */
	:: atomic { at[c] == WAIT && phase[n] == PASSING && first[n] == c && !isDead[n] -> pass(n) }
#ifdef EXCLUSION
	/* looks and goes on */
	:: atomic { at[c] == BODY && holder[n] == c && !isOver(n) && since[c] > 0 -> since[c] = 0 }
#endif
#ifdef FENCE
	:: atomic { at[c] == BODY && token[c] >= highest ->
		highest = token[c];
		if
		/* no stale write is accepted */
		:: token[c] == MARKED -> assert(!isOvertaken)
		:: token[c] != MARKED && isLater[c] -> isOvertaken = true
		:: else
		fi }
#endif
	/* ends, or looks and finds that it is over */
	:: atomic { at[c] == BODY && ends[c] == 0 && !isDead[n] ->
		at[c] = OUT;
		since[c] = 0;
		token[c] = BELOW;
		isLater[c] = false;
		if
		:: holder[n] != c
		:: holder[n] == c && isOver(n) -> lose(n)
		:: holder[n] == c && !isOver(n) -> release(n)
		fi }
	od
}

/* ---- what the store's answers and the timer do to a gate ---- */

proctype Gate(byte n) {
	byte next;
	do
	:: atomic { asked[n] == YES && !isDead[n] ->
		asked[n] = 0;
		deadline[n] = countsFor[n];
		countsFor[n] = 0;
		pass(n) }
	:: atomic { asked[n] == NO && !isDead[n] ->
		asked[n] = 0;
		ask(n) }
	:: atomic { numbers[n] == YES && !isDead[n] -> numbers[n] = 0; pass(n) }
	/* the store has said that the release is done */
	:: atomic { phase[n] == RELEASING && owner != GIVEN_UP(n) && !isDead[n] ->
		if
		:: isTurnOver[n] && first[n] != NONE ->
			phase[n] = YIELDING;
#ifdef LIVE
			slice[n] = 1
#endif
		:: else -> ask(n)
		fi;
		isTurnOver[n] = false }
	:: atomic { phase[n] == YIELDING && slice[n] == 0 && !isDead[n] -> ask(n) }
#ifndef LIVE
	/* no answer in time */
	:: atomic { asked[n] != 0 -> abandonAttempt(n); phase[n] = IDLE; refuse(n) }
	:: atomic { numbers[n] != 0 -> numbers[n] = 0; refuse(n); giveBack(n) }
	:: atomic { phase[n] == RELEASING -> isTurnOver[n] = false; ask(n) }
#endif
	od
}

#ifdef FENCE
/* question and answer are one step here, and late ones get lost: EXCLUSION has them apart, and both would be too much */
proctype Watch(byte n) {
	do
	:: atomic { phase[n] == HELD && owner == MINE(n) -> ttl = LEASE; deadline[n] = LEASE - MARGIN }
	:: atomic { phase[n] == HELD && owner != MINE(n) -> lose(n) }
	:: atomic { phase[n] == HELD && isOver(n) -> lose(n) }
	od
}
#endif

#ifdef EXCLUSION
proctype Watch(byte n) {
	do
	:: atomic { phase[n] == HELD && renewal[n] == 0 && deadline[n] < LEASE - MARGIN ->
		renewal[n] = SENT;
		renewsFor[n] = LEASE - MARGIN }
	:: atomic { renewal[n] == YES -> renewal[n] = 0; deadline[n] = renewsFor[n]; renewsFor[n] = 0 }
	:: atomic { renewal[n] == NO ->
		renewal[n] = 0;
		renewsFor[n] = 0;
		isEnded[n] = true;
		if
		:: phase[n] == HELD -> lose(n)
		:: else
		fi }
	/* no answer in time: it is asked again */
	:: atomic { renewal[n] != 0 -> forgetRenewal(n) }
	/* tells who does not look */
	:: atomic { phase[n] == HELD && isOver(n) -> lose(n) }
	od
}
#endif

/* ---- a node's questions at the store ---- */

proctype Link(byte n) {
	do
	:: atomic { asked[n] == SENT && owner == FREE -> owner = MINE(n); ttl = LEASE; asked[n] = YES }
	:: atomic { asked[n] == SENT && owner != FREE && slice[n] == 0 -> asked[n] = NO }
	/* a release, which is repeated, and what takes back an attempt in doubt */
	:: atomic { owner == GIVEN_UP(n) && !isDead[n] -> owner = FREE; ttl = 0 }
#ifdef EXCLUSION
	:: atomic { lateAsk[n] && owner == FREE -> lateAsk[n] = false; owner = GIVEN_UP(n); ttl = LEASE }
	:: atomic { lateAsk[n] -> lateAsk[n] = false }
	:: atomic { renewal[n] == SENT ->
		if
		:: owner == MINE(n) -> ttl = LEASE; renewal[n] = YES
		:: else -> renewal[n] = NO
		fi }
	:: atomic { lateRenewal[n] ->
		lateRenewal[n] = false;
		if
		:: owner == GIVEN_UP(n) || owner == LOST(n) -> ttl = LEASE
		:: else
		:: true
		fi }
#endif
#ifdef FENCE
	:: atomic { numbers[n] == SENT ->
		if
		:: second[n] != NONE && handoffs[n] < HANDOFFS -> takeTokens(n, 2)
		:: else -> takeTokens(n, 1)
		fi;
		numbers[n] = YES }
#endif
	od
}

#ifdef CRASH
proctype Crash(byte n) {
	isDead[n] = true
}
#endif

/* ---- time ---- */

#ifdef EXCLUSION
#define stands(c) (at[c] == BODY && since[c] >= PAUSE)
#define mayTick (!stands(0) && !stands(1) && !stands(2))
#endif
#ifdef FENCE
#define mayTick (true)
#endif
#ifdef LIVE
/* nobody but the clock can move; not spin's timeout, which is none while a claim can move */
#define isQuietCaller(c) (isDead[HOME(c)] || !(at[c] == OUT || (at[c] == BODY && ends[c] == 0) || \
	(at[c] == WAIT && phase[HOME(c)] == PASSING && first[HOME(c)] == c)))
#define isQuietLink(n) (!(asked[n] == SENT && (owner == FREE || slice[n] == 0)))
#define isQuietGate(n) (isDead[n] || !(asked[n] == YES || asked[n] == NO || phase[n] == RELEASING || \
	owner == GIVEN_UP(n) || (phase[n] == YIELDING && slice[n] == 0)))
#define mayTick (isQuietCaller(0) && isQuietCaller(1) && isQuietCaller(2) && \
	isQuietLink(0) && isQuietLink(1) && isQuietGate(0) && isQuietGate(1))
#endif

#define down(x) x = (x > 0 -> x - 1 : 0)

inline tickCaller(c) {
#ifdef EXCLUSION
	since[c] = (at[c] == BODY -> since[c] + 1 : 0);
#endif
	down(ends[c])
}

inline tickNode(n) {
	down(deadline[n]);
	down(countsFor[n]);
	down(renewsFor[n]);
	down(slice[n]);
#ifdef LIVE
	/* renewed in time */
	if
	:: phase[n] == HELD && owner == MINE(n) && !isDead[n] -> ttl = LEASE; deadline[n] = LEASE - MARGIN
	:: else
	fi
#endif
}

proctype Clock() {
	do
	:: atomic { mayTick ->
		down(ttl);
		if
		:: ttl == 0 -> owner = FREE
		:: else
		fi;
		tickCaller(0);
		tickCaller(1);
		tickCaller(2);
		tickNode(0);
		tickNode(1) }
	od
}

init {
	atomic {
		holder[0] = NONE; holder[1] = NONE;
		first[0] = NONE; first[1] = NONE;
		second[0] = NONE; second[1] = NONE;
		run Caller(0); run Caller(1); run Caller(2);
		run Gate(0); run Gate(1);
		run Link(0); run Link(1);
#ifndef LIVE
		run Watch(0); run Watch(1);
#endif
#ifdef CRASH
		run Crash(CRASH);
#endif
		run Clock()
	}
}

#ifdef LIVE
/*
 * Who of two nodes gets a key that has just become free is up to the store. The one assumption is that none of them loses
 * for ever: if the key is free again and again while a node asks, then this one has it again and again.
 */
#define chance(n) (owner == FREE && phase[n] == ASKING)
#define won(n) (asked[n] == YES)
#define fair(n) ((([]<> chance(n)) -> ([]<> won(n))))

ltl served0 { fair(0) -> [] ((at[0] == WAIT) -> <> (at[0] != WAIT)) }
ltl served1 { fair(0) -> [] ((at[1] == WAIT) -> <> (at[1] != WAIT)) }
ltl served2 { fair(1) -> [] ((at[2] == WAIT) -> <> (at[2] != WAIT)) }
#endif

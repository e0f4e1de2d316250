/// What Signet remembers, in an embedded database or in PostgreSQL: the proofs of verdicts,
/// since when mail is put off, and what the TLS policy server answered.
///
/// Whoever judges mail never waits for it: [org.signet.store.Recorder] writes behind his back, and
/// where the database is full, slow or gone, proofs are lost and counted, and nothing else.
@NullMarked
package org.signet.store;

import org.jspecify.annotations.NullMarked;

/// What earlier hops saw: the Authenticated Received Chain. The RFC is an experiment, and it is
/// proposed to call it historic; so a chain informs, and changes no verdict by itself.
///
/// Start at [org.signet.arc.ArcVerifier], which checks a chain, [org.signet.arc.ArcTrust], which
/// says whether the operator believes the host that sealed last, and [org.signet.arc.ArcSealer],
/// which adds a set.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8617 RFC 8617: Authenticated Received Chain
module org.signet.arc {
  requires transitive org.signet.dkim;
  requires static transitive org.jspecify;

  exports org.signet.arc;
}

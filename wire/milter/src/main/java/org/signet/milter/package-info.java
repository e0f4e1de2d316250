/// The milter protocol: how an MTA lets another program look into its SMTP sessions, and act on
/// them. Sendmail invented it, Postfix speaks it too; no RFC describes it. Version 6 is that of
/// Sendmail 8.14 and later.
///
/// # The flow
///
/// The MTA connects to the filter, mostly once for each SMTP client, and leads. Each side sends
/// packets: a length, an octet that names the command or the reply, and data.
///
/// | the client says | the MTA sends | the filter is asked |
/// |---|---|---|
/// | | `O` what can be negotiated; the filter answers with what it takes | [MailFilter#needs] |
/// | it connects | `C` its name and address | [MailFilter#connected] |
/// | EHLO, HELO | `H` the argument | [MailFilter#greeted] |
/// | MAIL | `M` the path and its parameters | [MailFilter#begin], [MessageFilter#mail] |
/// | RCPT, each | `R` the path and its parameters | [MessageFilter#recipient] |
/// | DATA | `T` | [MessageFilter#data] |
/// | the message | `L` for each header field | [MessageFilter#field] |
/// | | `N` the header is complete | [MessageFilter#endOfHeader] |
/// | | `B` pieces of the body | [MessageFilter#body] |
/// | the final dot | `E` the message is complete | [MessageFilter#end] |
/// | RSET, or it breaks off | `A` | [MessageFilter#aborted] |
/// | QUIT | `Q`; or `K`, and another client comes on the same connection | |
///
/// Before a command the MTA may send `D`, values with a name: [Macros]. Each of the others but `A`,
/// `Q` and `K` is answered exactly once, with a [Decision] — unless the negotiation says that it is
/// not. A filter that lets the MTA wait at every step costs it a round trip for each header field;
/// so what a filter only wants to hear is negotiated to have no answer, and the MTA sends the whole
/// message without a stop. What the filter decides on the way is then told at its end.
///
/// At the end alone the message can be changed: a [Verdict] is the modifications, sent as packets
/// of their own, and the last word. While it is found the filter may send `p`, [Progress].
///
/// # What arrives
///
/// Fields arrive as a name and the octets behind the colon, in which lines end with LF; a filter
/// sees CRLF. By old custom an MTA drops a space behind the colon, and puts one there in what a
/// filter adds. That destroys what a DKIM signature of the `simple` form covers, so a filter asks
/// to have it kept, and Sendmail 8.14 and Postfix do so ([Conversation#fieldsAreExact]). White
/// space before the colon never arrives.
///
/// # Postfix
///
/// - Its own Received field is not shown, and not counted when fields are changed or deleted; it is
///   counted when one is inserted: 0 is above it, 1 below.
/// - There is a queue id (`i`) from the second recipient or DATA on, not before.
/// - Macros of steps that a filter does not hear are sent all the same.
/// - Where the filter cannot be reached, closes the connection, or breaks the protocol, the message
///   is handled by `milter_default_action`, which is `tempfail` by default. `accept` would let
///   anything in while the filter is down.
///
/// # Trust
///
/// The MTA is believed: it says who the client is and who has logged in. Nothing proves that who
/// connects is an MTA, so a filter listens on a socket of its own host ([Listen]). What comes is
/// read as if an enemy had sent it: nothing is reserved because of what a length says, what is out
/// of order ends the connection with a name ([Ending]), and a filter that fails delays a message
/// but never lets it pass.
@NullMarked
package org.signet.milter;

import org.jspecify.annotations.NullMarked;

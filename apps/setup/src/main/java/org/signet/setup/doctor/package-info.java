/// What keeps a guard and its mail server from working, found by looking: nothing is changed, and
/// no mail is sent.
@NullMarked
package org.signet.setup.doctor;

import org.jspecify.annotations.NullMarked;

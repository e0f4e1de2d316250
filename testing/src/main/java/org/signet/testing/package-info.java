/// What tests share: zones from text, scripted peers, suite readers.
@NullMarked
package org.signet.testing;

import org.jspecify.annotations.NullMarked;

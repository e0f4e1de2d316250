/// Names, octet strings, tag lists, and what a reader answers.
@NullMarked
package org.signet.foundation.text;

import org.jspecify.annotations.NullMarked;

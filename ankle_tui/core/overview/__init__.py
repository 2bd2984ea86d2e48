"""Facts of a history for somebody who looks at it from outside, such as a physiotherapist."""

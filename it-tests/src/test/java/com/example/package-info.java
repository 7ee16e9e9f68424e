/** The application that docs/getting-started-*.md build step by step. */
package com.example;

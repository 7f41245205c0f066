      *> A loyalty report from an ERP's order table, in GnuCOBOL:
      *> cobc -x loyalty.cob -I <prefix>/share/goodwill -lgoodwill
       IDENTIFICATION DIVISION.
       PROGRAM-ID. LOYALTY.

       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "goodwill.cpy".

      *> The orders as the ledger keeps them: a text, a date, money.
       01  ORDER-DATA.
           05  FILLER PIC X(25) VALUE "C-001   20240105000120.00".
           05  FILLER PIC X(25) VALUE "C-002   20240107000035.50".
           05  FILLER PIC X(25) VALUE "C-001   20240105000014.50".
           05  FILLER PIC X(25) VALUE "C-003   20240220000410.00".
           05  FILLER PIC X(25) VALUE "C-001   20240311000080.00".
           05  FILLER PIC X(25) VALUE "C-004   20240402000022.00".
           05  FILLER PIC X(25) VALUE "C-002   20240415000041.00".
           05  FILLER PIC X(25) VALUE "        20241121000012.00".
       01  ORDER-TABLE REDEFINES ORDER-DATA.
           05  ORDER-ROW OCCURS 8.
               10  ORDER-CUSTOMER PIC X(8).
               10  ORDER-DATE     PIC 9(8).
               10  ORDER-AMOUNT   PIC 9(6).99.

      *> What the library reads: binary numbers, side by side.
       01  COLUMNS-OF-ORDERS.
           05  C-DATE     BINARY-LONG OCCURS 8.
           05  C-DAY      BINARY-LONG OCCURS 8.
           05  C-AMOUNT   COMP-2 OCCURS 8.

       01  ORDER-COUNT    BINARY-DOUBLE UNSIGNED VALUE 8.
       01  ROW-BYTES      BINARY-DOUBLE UNSIGNED VALUE 25.
       01  ID-BYTES       BINARY-DOUBLE UNSIGNED VALUE 8.
       01  SIDE-BY-SIDE   BINARY-DOUBLE UNSIGNED VALUE 0.
       01  NO-POINTER     POINTER VALUE NULL.
       01  BUFFER-BYTES   BINARY-DOUBLE UNSIGNED VALUE 200.
       01  BUILDER        POINTER VALUE NULL.
       01  PURCHASES      POINTER VALUE NULL.
       01  OUTCOME        BINARY-LONG.
       01  I              BINARY-LONG.
       01  YEAR-START     BINARY-LONG.
       01  YEAR-END       BINARY-LONG.
       01  LEVEL-95       COMP-2 VALUE 0.95.
       01  ZERO-COUNT     BINARY-DOUBLE UNSIGNED VALUE 0.
       01  MESSAGE-TEXT   PIC X(200).
       01  SHOWN          PIC -(7)9.999.
       01  SHOWN-LOWER    PIC -(7)9.999.
       01  SHOWN-UPPER    PIC -(7)9.999.
       01  COUNT-SHOWN    PIC Z(7)9.

       PROCEDURE DIVISION.
       MAIN-PART.
           PERFORM VARYING I FROM 1 BY 1 UNTIL I > 8
               MOVE ORDER-DATE(I) TO C-DATE(I)
               COMPUTE C-AMOUNT(I) = FUNCTION NUMVAL(ORDER-AMOUNT(I))
           END-PERFORM

      *> Orders become purchases. SIZE AUTO hands over all 64 bits.
           CALL STATIC "goodwill_days_from_yyyymmdd" USING
               BY REFERENCE C-DATE(1)
               BY VALUE SIZE AUTO SIDE-BY-SIDE SIZE AUTO ORDER-COUNT
               BY REFERENCE C-DAY(1) RETURNING OUTCOME
           PERFORM MUST
           CALL STATIC "goodwill_builder_new" USING
               BY VALUE NO-POINTER BY REFERENCE BUILDER
               RETURNING OUTCOME
           PERFORM MUST
           CALL STATIC "goodwill_builder_update_fields" USING
               BY VALUE BUILDER
               BY REFERENCE ORDER-CUSTOMER(1)
               BY VALUE SIZE AUTO ID-BYTES SIZE AUTO ROW-BYTES
               BY REFERENCE C-DAY(1)
               BY VALUE SIZE AUTO SIDE-BY-SIDE
               BY REFERENCE C-AMOUNT(1)
               BY VALUE SIZE AUTO SIDE-BY-SIDE SIZE AUTO ORDER-COUNT
               RETURNING OUTCOME
           PERFORM MUST
           CALL STATIC "goodwill_builder_finish" USING
               BY VALUE BUILDER BY REFERENCE PURCHASES
               RETURNING OUTCOME
           PERFORM MUST
           CALL STATIC "goodwill_builder_free" USING
               BY VALUE BUILDER RETURNING NOTHING
           CALL STATIC "goodwill_purchases_intake" USING
               BY VALUE PURCHASES BY REFERENCE GOODWILL-INTAKE
               RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-ROWS OF GOODWILL-INTAKE TO COUNT-SHOWN
           DISPLAY "rows read            " COUNT-SHOWN
           MOVE GW-MISSING-CUSTOMER OF GOODWILL-INTAKE TO COUNT-SHOWN
           DISPLAY "without customer     " COUNT-SHOWN
           MOVE GW-OCCASIONS OF GOODWILL-INTAKE TO COUNT-SHOWN
           DISPLAY "purchases            " COUNT-SHOWN
           MOVE GW-CUSTOMERS OF GOODWILL-INTAKE TO COUNT-SHOWN
           DISPLAY "customers            " COUNT-SHOWN

      *> Do they come back, and what does an order bring?
           CALL STATIC "goodwill_day_from_ymd" USING
               BY VALUE 2024 1 1 BY REFERENCE YEAR-START
               RETURNING OUTCOME
           PERFORM MUST
           CALL STATIC "goodwill_day_from_ymd" USING
               BY VALUE 2025 1 1 BY REFERENCE YEAR-END
               RETURNING OUTCOME
           PERFORM MUST
           CALL STATIC "goodwill_repeat_rate" USING
               BY VALUE PURCHASES YEAR-START YEAR-END
               GOODWILL-REPEAT-VARIANT-TWO-OR-MORE
               BY REFERENCE GOODWILL-REPEAT-OPTIONS
               GOODWILL-REPEAT-RESULT RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-RATE OF GOODWILL-REPEAT-RESULT TO GOODWILL-ESTIMATE
           DISPLAY "repeat purchase rate " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE
           CALL STATIC "goodwill_revenue_per_buyer" USING
               BY VALUE PURCHASES YEAR-START YEAR-END LEVEL-95
               BY REFERENCE GOODWILL-ESTIMATE RETURNING OUTCOME
           PERFORM MUST
           DISPLAY "revenue per buyer    " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE

      *> A survey that was counted already, and churn.
           MOVE 50 TO GW-PROMOTERS OF GOODWILL-NPS-COUNTS
           MOVE 35 TO GW-PASSIVES OF GOODWILL-NPS-COUNTS
           MOVE 15 TO GW-DETRACTORS OF GOODWILL-NPS-COUNTS
           MOVE 0 TO GW-MISSING OF GOODWILL-NPS-COUNTS
           MOVE GOODWILL-NPS-INTERVAL-TANGO
               TO GW-INTERVAL OF GOODWILL-NPS-OPTIONS
           CALL STATIC "goodwill_nps_from_counts" USING
               BY REFERENCE GOODWILL-NPS-COUNTS GOODWILL-NPS-OPTIONS
               GOODWILL-NPS-RESULT RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-SCORE OF GOODWILL-NPS-RESULT TO GOODWILL-ESTIMATE
           DISPLAY "net promoter score   " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE
           MOVE 1000 TO GW-START OF GOODWILL-CUSTOMER-FLOW
           MOVE 80 TO GW-LOST OF GOODWILL-CUSTOMER-FLOW
           CALL STATIC "goodwill_churn" USING
               BY REFERENCE GOODWILL-CUSTOMER-FLOW
               BY VALUE GOODWILL-CHURN-BASE-START
               BY REFERENCE GOODWILL-PROPORTION-OPTIONS
               GOODWILL-CHURN-RESULT RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-RATE OF GOODWILL-CHURN-RESULT TO GOODWILL-ESTIMATE
           DISPLAY "churn                " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE

      *> What goes wrong has a status and a sentence.
           CALL STATIC "goodwill_proportion" USING
               BY VALUE SIZE AUTO ZERO-COUNT SIZE AUTO ZERO-COUNT
               BY REFERENCE GOODWILL-PROPORTION-OPTIONS
               GOODWILL-ESTIMATE RETURNING OUTCOME
           IF OUTCOME = GOODWILL-UNDEFINED
               PERFORM FETCH-MESSAGE
               DISPLAY "undefined: " FUNCTION TRIM(MESSAGE-TEXT)
           END-IF

           CALL STATIC "goodwill_purchases_free" USING
               BY VALUE PURCHASES RETURNING NOTHING
           STOP RUN.

       MUST.
           IF OUTCOME NOT = GOODWILL-OK
               PERFORM FETCH-MESSAGE
               DISPLAY "goodwill: " FUNCTION TRIM(MESSAGE-TEXT)
               MOVE 1 TO RETURN-CODE
               STOP RUN
           END-IF.

       FETCH-MESSAGE.
           MOVE SPACES TO MESSAGE-TEXT
           CALL STATIC "goodwill_last_error_message" USING
               BY REFERENCE MESSAGE-TEXT
               BY VALUE SIZE AUTO BUFFER-BYTES NO-POINTER
               RETURNING I
           INSPECT MESSAGE-TEXT REPLACING ALL X"00" BY SPACE.

       SHOW-ESTIMATE.
           COMPUTE SHOWN ROUNDED =
               GW-VALUE OF GOODWILL-ESTIMATE
           COMPUTE SHOWN-LOWER ROUNDED =
               GW-LOWER OF GOODWILL-ESTIMATE
           COMPUTE SHOWN-UPPER ROUNDED =
               GW-UPPER OF GOODWILL-ESTIMATE
           MOVE GW-N OF GOODWILL-ESTIMATE TO COUNT-SHOWN
           DISPLAY SHOWN " (" FUNCTION TRIM(SHOWN-LOWER) " to "
               FUNCTION TRIM(SHOWN-UPPER) ", n = "
               FUNCTION TRIM(COUNT-SHOWN) ")".

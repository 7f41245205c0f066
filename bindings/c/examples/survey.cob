      *> A survey asked from a COBOL table, in GnuCOBOL:
      *> cobc -x survey.cob -I <prefix>/share/goodwill -lgoodwill
       IDENTIFICATION DIVISION.
       PROGRAM-ID. SURVEY.

       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "goodwill.cpy".

      *> The answers as they were keyed in: would you recommend us, 00
      *> to 10, and how satisfied are you, 1 to 5. 99 and 9: no answer.
       01  ANSWER-DATA.
           05  FILLER PIC X(18) VALUE "105094084073105032".
           05  FILLER PIC X(18) VALUE "095999063104095084".
       01  ANSWER-TABLE REDEFINES ANSWER-DATA.
           05  ANSWER-ROW OCCURS 12.
               10  A-RECOMMEND   PIC 99.
               10  A-SATISFIED   PIC 9.

      *> What the library reads: binary numbers. Its strides let both
      *> questions stand in one table.
       01  BINARY-TABLE.
           05  B-ROW OCCURS 12.
               10  B-RECOMMEND   BINARY-LONG.
               10  B-SATISFIED   BINARY-LONG.

       01  ROW-COUNT      BINARY-DOUBLE UNSIGNED VALUE 12.
       01  ROW-BYTES      BINARY-DOUBLE UNSIGNED VALUE 8.
       01  SIDE-BY-SIDE   BINARY-DOUBLE UNSIGNED VALUE 0.
       01  NO-POINTER     POINTER VALUE NULL.
       01  BUFFER-BYTES   BINARY-DOUBLE UNSIGNED VALUE 200.
       01  ANSWERS        POINTER VALUE NULL.
       01  OUTCOME        BINARY-LONG.
       01  I              BINARY-LONG.
       01  TOP-BOXES      BINARY-LONG UNSIGNED VALUE 5.
       01  MESSAGE-TEXT   PIC X(200).
       01  SHOWN          PIC -(3)9.999.
       01  SHOWN-LOWER    PIC -(3)9.999.
       01  SHOWN-UPPER    PIC -(3)9.999.
       01  COUNT-SHOWN    PIC Z(7)9.

       PROCEDURE DIVISION.
       MAIN-PART.
           PERFORM VARYING I FROM 1 BY 1 UNTIL I > 12
               MOVE A-RECOMMEND(I) TO B-RECOMMEND(I)
               MOVE A-SATISFIED(I) TO B-SATISFIED(I)
           END-PERFORM

      *> Net promoter score, straight from the table.
           MOVE 99 TO GW-MISSING-CODE OF GOODWILL-NPS-OPTIONS
           CALL STATIC "goodwill_nps" USING
               BY REFERENCE B-RECOMMEND(1)
               BY VALUE GOODWILL-TYPE-INT32
               SIZE AUTO ROW-BYTES SIZE AUTO ROW-COUNT
               BY REFERENCE GOODWILL-NPS-OPTIONS
               GOODWILL-NPS-RESULT RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-SCORE OF GOODWILL-NPS-RESULT TO GOODWILL-ESTIMATE
           DISPLAY "net promoter score   " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE
           MOVE GW-MISSING OF GW-COUNTS OF GOODWILL-NPS-RESULT
               TO COUNT-SHOWN
           DISPLAY "  no answer          " COUNT-SHOWN

      *> Customer satisfaction: the answers on their scale, counted.
           MOVE 1 TO GW-MINIMUM OF GOODWILL-SCALE
           MOVE 5 TO GW-MAXIMUM OF GOODWILL-SCALE
           MOVE 9 TO GW-MISSING-CODE OF GOODWILL-SCALE
           CALL STATIC "goodwill_tally_of" USING
               BY REFERENCE B-SATISFIED(1)
               BY VALUE GOODWILL-TYPE-INT32 SIZE AUTO ROW-BYTES
               NO-POINTER SIZE AUTO SIDE-BY-SIDE SIZE AUTO ROW-COUNT
               BY REFERENCE GOODWILL-SCALE ANSWERS RETURNING OUTCOME
           PERFORM MUST
           CALL STATIC "goodwill_csat" USING
               BY VALUE ANSWERS
               BY REFERENCE GOODWILL-CSAT-OPTIONS
               GOODWILL-ITEM-SCORE RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-SCORE OF GOODWILL-ITEM-SCORE TO GOODWILL-ESTIMATE
           DISPLAY "satisfied            " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE
           CALL STATIC "goodwill_mean_score" USING
               BY VALUE ANSWERS
               BY REFERENCE GOODWILL-MEAN-OPTIONS
               GOODWILL-ITEM-SCORE RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-SCORE OF GOODWILL-ITEM-SCORE TO GOODWILL-ESTIMATE
           DISPLAY "mean of 1 to 5       " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE

      *> Who answered at all. The share of the unknown who are eligible
      *> is not given, and taken from those who are known.
           INITIALIZE GOODWILL-DISPOSITIONS
           MOVE 12 TO GW-COMPLETE OF GOODWILL-DISPOSITIONS
           MOVE 6 TO GW-REFUSAL OF GOODWILL-DISPOSITIONS
           MOVE 10 TO GW-UNKNOWN-HOUSEHOLD OF GOODWILL-DISPOSITIONS
           MOVE 2 TO GW-INELIGIBLE OF GOODWILL-DISPOSITIONS
           PERFORM RESPONSE-RATE
           MOVE 1 TO GW-ELIGIBILITY OF GOODWILL-AAPOR-OPTIONS
           PERFORM RESPONSE-RATE
           MOVE GOODWILL-NAN-BITS
               TO GW-ELIGIBILITY-BITS OF GOODWILL-AAPOR-OPTIONS
           PERFORM RESPONSE-RATE

      *> What goes wrong has a status and a sentence.
           CALL STATIC "goodwill_top_box" USING
               BY VALUE ANSWERS TOP-BOXES
               BY REFERENCE GOODWILL-PROPORTION-OPTIONS
               GOODWILL-ITEM-SCORE RETURNING OUTCOME
           IF OUTCOME = GOODWILL-OUT-OF-RANGE
               PERFORM FETCH-MESSAGE
               DISPLAY FUNCTION TRIM(MESSAGE-TEXT)
           END-IF

           CALL STATIC "goodwill_tally_free" USING
               BY VALUE ANSWERS RETURNING NOTHING
           STOP RUN.

       RESPONSE-RATE.
           CALL STATIC "goodwill_aapor_rates" USING
               BY REFERENCE GOODWILL-DISPOSITIONS
               GOODWILL-AAPOR-OPTIONS GOODWILL-AAPOR-RESULT
               RETURNING OUTCOME
           PERFORM MUST
           MOVE GW-RR3 OF GOODWILL-AAPOR-RESULT TO GOODWILL-ESTIMATE
           DISPLAY "response rate 3      " WITH NO ADVANCING
           PERFORM SHOW-ESTIMATE.

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
